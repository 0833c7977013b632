/** A request body does not have the form of its Content-type. `message` is sent to the client. */
export class UnreadableBody extends Error {
  override readonly name = "UnreadableBody";
}
