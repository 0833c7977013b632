/** What is said where a response ended the thread that read it. Compared by the page, which offers what helps. */

/** It was read again since: once may be bad luck. */
export const readerRestarted = "The reader of this response ended and was restarted. Try again.";

export const readerEndedTitle = "This response ended the reader.";

/** Of a response that is not read again. */
export const readerEnded = `${readerEndedTitle} Its bytes are kept: save them as served.`;
