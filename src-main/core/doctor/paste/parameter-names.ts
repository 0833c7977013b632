/** The parameters of a digest header, as alternatives of a regular expression. */
export const parameterNames = "username|realm|nonce|uri|response|cnonce|opaque|qop|nc|algorithm";
