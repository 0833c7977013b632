import type { Association, Membership } from "./data/membership.ts";
import type { Envelope } from "./envelope.ts";
import { done, invalid, listed, notFound, single } from "./outcome.ts";
import type { Call, ResourceOf } from "./resource.ts";

/** How contacts on lists and agents in groups differ on the wire. */
export interface MembershipNaming<Data> {
  readonly path: "lists/ID/contacts" | "groups/ID/agents";
  readonly envelope: Envelope;
  readonly fields: readonly [associationId: string, memberId: string, ownerId: string, date: string];
  /** undefined if the list or group does not exist. */
  readonly membership: (data: Data, ownerId: number) => Membership | undefined;
  readonly memberExists: (data: Data, memberId: number) => boolean;
  readonly takeAssociationId: (data: Data) => number;
}

/** `lists/ID/contacts` and one of its records, or `groups/ID/agents` and one of its records. */
export function membershipResources<Data>(naming: MembershipNaming<Data>): readonly ResourceOf<Data>[] {
  const { fields } = naming;
  const [associationField, memberField, ownerField, dateField] = fields;

  const write = (ownerId: number, association: Association): Readonly<Record<string, string>> => ({
    [associationField]: String(association.id),
    [memberField]: String(association.memberId),
    [ownerField]: String(ownerId),
    [dateField]: association.date,
  });

  const owner = (data: Data, call: Call) => {
    const ownerId = call.ids[0] ?? Number.NaN;
    return { ownerId, membership: naming.membership(data, ownerId) };
  };

  function* writeAll(ownerId: number, membership: Membership) {
    for (const association of membership.all()) yield write(ownerId, association);
  }

  return [
    {
      path: naming.path,
      envelope: naming.envelope,
      methods: {
        GET(data, call) {
          const { ownerId, membership } = owner(data, call);
          return membership === undefined ? notFound : listed(fields, writeAll(ownerId, membership));
        },
        POST(data, call) {
          const { membership } = owner(data, call);
          if (membership === undefined) return notFound;
          const text = call.fields.get(memberField)?.trim() ?? "";
          if (text === "") return invalid(`${memberField} is required`);
          const memberId = /^\d{1,15}$/u.test(text) ? Number(text) : Number.NaN;
          if (!naming.memberExists(data, memberId)) return invalid(`${memberField} does not exist`);
          if (membership.get(memberId) !== undefined) return invalid(`${memberField} must be unique`);
          const id = naming.takeAssociationId(data);
          membership.add(id, memberId);
          return { kind: "created", idField: associationField, id };
        },
        DELETE(data, call) {
          const { membership } = owner(data, call);
          if (membership === undefined) return notFound;
          membership.removeAll();
          return done;
        },
      },
    },
    {
      path: `${naming.path}/ID`,
      envelope: naming.envelope,
      methods: {
        GET(data, call) {
          const { ownerId, membership } = owner(data, call);
          const association = membership?.get(call.ids[1] ?? Number.NaN);
          return single(fields, association && write(ownerId, association));
        },
        DELETE(data, call) {
          const { membership } = owner(data, call);
          const memberId = call.ids[1] ?? Number.NaN;
          if (membership?.get(memberId) === undefined) return notFound;
          membership.remove(memberId);
          return done;
        },
      },
    },
  ];
}
