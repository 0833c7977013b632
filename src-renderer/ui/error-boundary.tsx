import { Component, type ReactNode } from "react";
import { Button } from "./button.tsx";

interface Props {
  readonly children: ReactNode;
}
interface State {
  readonly message: string | null;
}

/** Keeps the rest of the window alive when a part of it fails, and says so in its place. */
export class ErrorBoundary extends Component<Props, State> {
  override readonly state: State = { message: null };

  static getDerivedStateFromError(error: unknown): State {
    return { message: error instanceof Error ? error.message : String(error) };
  }

  override render(): ReactNode {
    if (this.state.message === null) return this.props.children;
    return (
      <section className="emptypane" role="alert">
        <h2>This part of the window failed.</h2>
        <p>Nothing was sent or changed by it. {this.state.message}</p>
        <Button onPress={() => this.setState({ message: null })}>Show it again</Button>
      </section>
    );
  }
}
