import { request as httpRequest, type OutgoingHttpHeaders } from "node:http";

export interface PlainResponse {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly text: string;
}

export interface PlainRequest {
  readonly method?: string;
  readonly headers?: OutgoingHttpHeaders | readonly string[];
  readonly body?: string;
}

/** A client without a browser's restrictions: it sends the path and the headers as they are written here. */
export function ask(origin: string, path: string, options: PlainRequest = {}): Promise<PlainResponse> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const { method = "GET", headers = {}, body } = options;
    const request = httpRequest({ hostname, port, path, method, headers, agent: false }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part: string) => (text += part));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
      response.on("error", reject);
    });
    request.on("error", reject);
    request.end(body);
  });
}

/** What a browser holds after it has opened the printed address. */
export interface Proofs {
  /** As in a `Cookie` header: name and value. */
  readonly cookie: string;
  readonly proof: string;
}

/** Opens the printed address as a browser does. */
export async function enter(origin: string, entry: string): Promise<Proofs> {
  const { headers, text } = await ask(origin, entry);
  const [, proof = ""] = /name="rezora-proof" content="([^"]+)"/u.exec(text) ?? [];
  return { cookie: String(headers["set-cookie"]).split(";")[0] ?? "", proof };
}
