/** The start of the warning that a refusal may be due to the nonce's connection and not to the login. */
export const nonceScopeWarning = "The server closed the connection after its challenge";
