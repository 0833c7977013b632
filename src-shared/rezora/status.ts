/** What a status means for this API and what to try next, in the words shown to people. */
export interface StatusMeaning {
  /** Short and plain; fits the status bar. */
  readonly meaning: string;
  /** What to try next; empty when there is nothing to do. */
  readonly advice: string;
  /** One of the eight that the API's documentation speaks of. */
  readonly documented: boolean;
}

type Wording = readonly [meaning: string, advice: string];

const documented: Readonly<Partial<Record<number, Wording>>> = {
  200: ["The request was handled successfully.", ""],
  204: [
    "No data for this resource.",
    "Not an error: the resource exists and is empty. Add a record, or look in another list or group.",
  ],
  400: [
    "The data sent failed a validation test.",
    "Compare the body with the fields and allowed values in Docs. Names of lists and groups must be unique, and Content-type must fit the body.",
  ],
  401: [
    "Wrong user name or password, or this account may not use this resource.",
    "Try a resource of the other level: if that one answers, the login is right and belongs to the other kind of account.",
  ],
  404: [
    "The resource does not exist.",
    "Check the designator and the ids in it. The record may have been deleted since it was listed.",
  ],
  405: [
    "The method is not allowed on this resource.",
    "Docs lists the methods of each resource. The self contact and the Primary Sphere are protected.",
  ],
  500: [
    "Internal error in the API.",
    "Nothing in the request has to be wrong. Read the record before you send a change again: it may have been stored.",
  ],
  501: [
    "The method is not implemented yet.",
    "It may come in a later release of the API. Use another method, or ask the account manager.",
  ],
};

const others: Readonly<Partial<Record<number, Wording>>> = {
  403: [
    "The server refuses this request, whoever asks.",
    "A proxy or firewall on the way may have answered. Look at the Server header and the body.",
  ],
  407: [
    "A proxy on the way asks for a login of its own.",
    "The API never saw this request. Ask whoever runs the network.",
  ],
  408: ["The server waited too long for the request.", "Send it again."],
  413: ["The body is too large for the server.", "Send fewer fields or shorter values."],
  414: ["The URI is too long for the server.", "Check the designator and its query."],
  415: [
    "The server does not know this type of body.",
    "Use application/xml, application/json or text/plain as Content-type.",
  ],
  429: ["Too many requests in a short time.", "Wait, then send again; Retry-After tells how long."],
  502: ["A gateway got no usable answer from the API.", "The API may be down. Try again later."],
  503: ["The service is not available now.", "Try again later; Retry-After tells when."],
  504: ["A gateway waited too long for the API.", "Try again later. Read the record before you send a change again."],
};

const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Explains a status. Statuses that the API's documentation does not know are explained by their class (RFC 9110 §15). */
export function explainStatus(status: number): StatusMeaning {
  const own = documented[status];
  if (own !== undefined) return { meaning: own[0], advice: own[1], documented: true };
  const [meaning, advice] = others[status] ?? wordingOfClass(status);
  return { meaning, advice, documented: false };
}

function wordingOfClass(status: number): Wording {
  if (redirects.has(status))
    return [
      "The server points to another address.",
      "It was not followed. Look at Location, and correct the base URL if the API has moved.",
    ];
  switch (Math.floor(status / 100)) {
    case 1:
      return ["An interim answer.", "The final answer is missing. Send the request again."];
    case 2:
      return ["The request was handled.", "The API's documentation does not speak of this status: look at the body."];
    case 3:
      return ["The server wants something else to be done first.", "Look at the headers."];
    case 4:
      return [
        "The server refused the request.",
        "The API's documentation does not speak of this status: the body may say why.",
      ];
    case 5:
      return ["The server failed.", "Try again later. Read the record before you send a change again."];
    default:
      return ["This is no HTTP status.", "Something other than the API may have answered. Look at the raw bytes."];
  }
}
