import type { Named, NamedCollection } from "./data/named-collection.ts";
import type { Envelope } from "./envelope.ts";
import { done, invalid, listed, notFound, single, type Outcome } from "./outcome.ts";
import type { Call, ResourceOf } from "./resource.ts";

/** How lists and groups differ on the wire. */
export interface NamedNaming<Data> {
  readonly path: "lists" | "groups";
  readonly envelope: Envelope;
  readonly fields: readonly [id: string, name: string, ...others: string[]];
  readonly collection: (data: Data) => NamedCollection;
  readonly write: (named: Named) => Readonly<Record<string, string>>;
}

/** `lists` and `lists/ID`, or `groups` and `groups/ID`. */
export function namedResources<Data>(naming: NamedNaming<Data>): readonly ResourceOf<Data>[] {
  const { collection, fields, write } = naming;
  const [idField, nameField] = fields;

  /** Names are trimmed, which is our choice: the API documentation does not say so. */
  function checkName(data: Data, call: Call, exceptId?: number): { name: string } | { refusal: Outcome } {
    const name = call.fields.get(nameField)?.trim() ?? "";
    if (name === "") return { refusal: invalid(`${nameField} is required`) };
    if (collection(data).nameTaken(name, exceptId)) return { refusal: invalid(`${nameField} must be unique`) };
    return { name };
  }

  /** The status for a protected record is our choice: 405, because the method is not allowed on this resource. */
  function unprotected(data: Data, call: Call, change: (named: Named) => Outcome): Outcome {
    const named = collection(data).get(call.ids[0] ?? Number.NaN);
    if (named === undefined) return notFound;
    if (!named.protected) return change(named);
    const message = `${named.name} can be neither updated nor deleted`;
    return { kind: "refused", status: 405, message, allow: ["GET"] };
  }

  return [
    {
      path: naming.path,
      envelope: naming.envelope,
      methods: {
        GET: (data) => listed(fields, collection(data).all().map(write)),
        POST(data, call) {
          const checked = checkName(data, call);
          if ("refusal" in checked) return checked.refusal;
          return { kind: "created", idField, id: collection(data).create(checked.name) };
        },
        DELETE(data) {
          collection(data).removeAll();
          return done;
        },
      },
    },
    {
      path: `${naming.path}/ID`,
      envelope: naming.envelope,
      methods: {
        GET(data, call) {
          const named = collection(data).get(call.ids[0] ?? Number.NaN);
          return single(fields, named && write(named));
        },
        PUT: (data, call) =>
          unprotected(data, call, (named) => {
            const checked = checkName(data, call, named.id);
            if ("refusal" in checked) return checked.refusal;
            collection(data).rename(named, checked.name);
            return done;
          }),
        DELETE: (data, call) =>
          unprotected(data, call, (named) => {
            collection(data).remove(named.id);
            return done;
          }),
      },
    },
  ];
}
