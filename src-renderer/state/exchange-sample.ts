import type { Exchange, RequestSpec } from "#shared/http/exchange.ts";

/** An exchange for tests with defaults for everything that is not given. */
export function sampleExchange(
  exchangeId: string,
  given: Partial<Omit<Exchange, "request">> & { readonly request?: Partial<RequestSpec> } = {},
): Exchange {
  const { request, ...others } = given;
  return {
    exchangeId,
    url: "http://api.rezora.com/v1/contacts",
    startedAt: 0,
    totalMs: 1,
    legs: [],
    status: 200,
    reason: "OK",
    failure: null,
    login: "accepted",
    warnings: [],
    redirect: null,
    document: {
      documentId: `document of ${exchangeId}`,
      byteLength: 10,
      complete: true,
      declaredType: "text/csv",
      charset: "UTF-8",
      format: "csv",
      table: { recordCount: 1, columns: ["contact_id"] },
      notices: [],
    },
    ...others,
    request: {
      connectionId: "one",
      method: "GET",
      designator: "contacts",
      suffix: "",
      accept: "*/*",
      contentType: "text/plain",
      headers: [],
      body: null,
      ...request,
    },
  };
}
