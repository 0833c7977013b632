/** Messages for a response that crashed its worker. The renderer compares them to offer a remedy. */

/** It was read again since: once may be bad luck. */
export const readerRestarted = "The reader of this response ended and was restarted. Try again.";

export const readerEndedTitle = "This response ended the reader.";

/** Of a response that is not read again. */
export const readerEnded = `${readerEndedTitle} Its bytes are kept: save them as served.`;
