/** The page that Apache sends instead of a failed script's output. */
export function apachePage(title: string, sentence: string): string {
  return `<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">
<html><head>
<title>${title}</title>
</head><body>
<h1>${title}</h1>
<p>${sentence}</p>
<hr>
<address>Apache/2.2.12 (Ubuntu) Server at 127.0.0.1</address>
</body></html>
`;
}

/** Requests outside the API get this response from the web server around it. */
export const apacheNotFound = apachePage("404 Not Found", "The requested URL was not found on this server.");
