import { keysOf } from "../../commands.ts";
import { Kbd } from "../../ui/kbd.tsx";

/** A connection is chosen and no resource of it yet. */
export function NothingOpen({ name }: { name: string }) {
  return (
    <section className="work">
      <div className="emptypane">
        <h2>{name}</h2>
        <p>Nothing is fetched until you ask for it.</p>
        <p>
          Choose a resource on the left, or press <Kbd keys={keysOf("palette.open") ?? ""} />
        </p>
      </div>
    </section>
  );
}
