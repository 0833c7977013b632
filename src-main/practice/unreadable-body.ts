/** A request body is not in the form its Content-type promises. `message` goes to the client. */
export class UnreadableBody extends Error {
  override readonly name = "UnreadableBody";
}
