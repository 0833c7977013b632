/** Messages for a response that crashed its worker. The renderer compares them to offer a remedy. */

/** The response is read again in a new worker, so another try may succeed. */
export const readerRestarted = "The reader of this response ended and was restarted. Try again.";

export const readerEndedTitle = "This response ended the reader.";

/** The response is not read again. */
export const readerEnded = `${readerEndedTitle} Its bytes are kept: save them as served.`;
