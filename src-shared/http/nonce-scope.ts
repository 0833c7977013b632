/** How the warning begins that a refusal may be about the connection of the nonce and not about the login. */
export const nonceScopeWarning = "The server closed the connection after its challenge";
