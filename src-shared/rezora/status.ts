/** What a status means for this API and what to try next, in the words shown to the user. */
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
    "There may be nothing wrong with the request. Read the record before you send a change again: it may have been stored.",
  ],
  501: [
    "The method is not implemented yet.",
    "It may come in a later release of the API. Use another method, or ask the account manager.",
  ],
};

const afterOrigin = "The API may be down. Try again later.";

const others: Readonly<Partial<Record<number, Wording>>> = {
  402: ["The server asks for a payment.", "The account may be suspended. Ask the account manager."],
  403: [
    "The server refuses this request.",
    "A proxy or firewall on the way may have sent this, and some servers refuse a wrong login in this way. Look at the Server header and the body.",
  ],
  406: ["The server has no response in the format asked for.", "Set Accept to */*, or choose another format."],
  407: [
    "A proxy on the way asks for a login of its own.",
    "The API never saw this request. Ask the people who run the network.",
  ],
  408: ["The server waited too long for the request.", "Send it again."],
  409: ["The request conflicts with the state of the resource.", "Read the record, then make the change again."],
  410: [
    "The resource was removed for good.",
    "Check the designator, and the base URL and version: the API may have moved.",
  ],
  411: [
    "The server wants to know the length of the request.",
    "Something on the way may have removed Content-Length. Try from another network.",
  ],
  412: ["A condition in the headers was not met.", "Remove headers that begin with If-, or read the record again."],
  413: ["The body is too large for the server.", "Send fewer fields or shorter values."],
  414: ["The URI is too long for the server.", "Check the designator and its query."],
  415: [
    "The server does not know this type of body.",
    "Use application/xml, application/json or text/plain as Content-type.",
  ],
  421: [
    "The request came to a server that does not serve this host name.",
    "Check host and port of the base URL. A proxy or a name server may lead to the wrong machine.",
  ],
  422: ["The server understood the data and refused its values.", "Compare the body with the allowed values in Docs."],
  423: [
    "The resource or the account is locked.",
    "Servers lock an account after too many wrong logins. Wait, or ask the account manager to unlock it.",
  ],
  425: ["The server does not take the request this early.", "Send it again."],
  426: [
    "The server requires another protocol.",
    "Its Upgrade header names the protocol. Where that is TLS, the base URL must begin with https.",
  ],
  428: [
    "The server requires a condition in the headers.",
    "Read the record, and send its ETag in the header If-Match.",
  ],
  429: [
    "Too many requests in a short time.",
    "Wait, then send again. If the response has a Retry-After header, it says how long.",
  ],
  431: ["The headers are too large for the server.", "Remove headers of your own, or shorten them."],
  451: ["The server refuses for legal reasons.", "The body may name them. Ask the account manager."],
  502: ["A gateway got no usable response from the API.", afterOrigin],
  503: [
    "The service is not available now.",
    "Try again later. If the response has a Retry-After header, it says when.",
  ],
  504: ["A gateway waited too long for the API.", "Try again later. Read the record before you send a change again."],
  505: ["The server does not know this version of HTTP.", "Check host and port of the base URL."],
  507: ["The server has no space left.", "Tell the people who run the API."],
  508: ["The server found an endless loop.", "Tell the people who run the API."],
  509: ["The server has used up its bandwidth.", "Try again later."],
  511: [
    "The network asks for a sign-in of its own.",
    "The API never saw this request. Open any web page, sign in to the network, then send again.",
  ],
  520: ["A gateway got a response from the API that it cannot use.", afterOrigin],
  521: ["A gateway was refused by the server of the API.", afterOrigin],
  522: ["A gateway could not connect to the server of the API in time.", afterOrigin],
  523: ["A gateway found no way to the server of the API.", afterOrigin],
  524: ["A gateway waited too long for the API.", "Try again later. Read the record before you send a change again."],
  525: ["A gateway could not make an encrypted connection to the API.", afterOrigin],
  526: ["A gateway does not trust the certificate of the API.", "Tell the people who run the API."],
  530: ["A gateway could not reach the API.", afterOrigin],
};

/** Statuses that a gateway in front of the API sends; 52x are those of content delivery networks. */
export function isFromGateway(status: number): boolean {
  return status === 502 || status === 504 || (status >= 520 && status <= 530);
}

const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Explains a status; one that the API's documentation does not list, by its class (RFC 9110 §15). */
export function explainStatus(status: number): StatusMeaning {
  const own = documented[status];
  if (own !== undefined) return { meaning: own[0], advice: own[1], documented: true };
  const [meaning, advice] = others[status] ?? wordingOfClass(status);
  return { meaning, advice, documented: false };
}

/** `404: the resource does not exist.` */
export function titleOfStatus(status: number): string {
  const { meaning } = explainStatus(status);
  return `${String(status)}: ${meaning.charAt(0).toLowerCase()}${meaning.slice(1)}`;
}

function wordingOfClass(status: number): Wording {
  if (redirects.has(status))
    return [
      "The server points to another address.",
      "It was not followed. Look at Location, and correct the base URL if the API has moved.",
    ];
  if (isFromGateway(status)) return ["A gateway got no usable response from the API.", afterOrigin];
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
