import { Component, type ReactNode } from "react";
import { Button } from "./button.tsx";

interface Props {
  readonly children: ReactNode;
}
interface State {
  readonly message: string | null;
}

/** Shows an error in place of a part of the window that failed, and keeps the rest working. */
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
