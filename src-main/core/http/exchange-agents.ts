import type { Agent as HttpAgent } from "node:http";
import { PlainAgent, SecureAgent } from "./agents.ts";
import type { Origin } from "./origin.ts";

/** The sockets of one exchange, from its first wire request to the end of its last. */
export interface LeasedAgent {
  readonly agent: HttpAgent;
  /** Must be called once, when the exchange is over. */
  release(): void;
}

interface Idle {
  readonly kept: HttpAgent[];
  readonly single: HttpAgent[];
}

/**
 * Gives each exchange its own agent, so all its wire requests use one socket for as long as the server keeps it open.
 * The server decides where a nonce is valid (RFC 7616 §3.3): some accept it only on the connection,
 * or at the back end, that issued it. No other exchange can take the socket between a challenge and its answer.
 *
 * An agent with its open socket is passed to the next exchange at the same origin. Where every exchange must open a new
 * connection, the sockets are closed at its end and only the agent is kept, because it remembers the TLS session.
 */
export class ExchangeAgents {
  readonly #idle = new Map<string, Idle>();
  readonly #all = new Set<HttpAgent>();

  lease(origin: Origin, connectsAnew: boolean): LeasedAgent {
    const idle = this.#idle.get(origin.text) ?? { kept: [], single: [] };
    this.#idle.set(origin.text, idle);
    const pool = connectsAnew ? idle.single : idle.kept;
    const agent = takeBest(pool) ?? this.#create(origin);
    return {
      agent,
      release() {
        if (connectsAnew) agent.destroy();
        pool.push(agent);
      },
    };
  }

  destroy(): void {
    for (const agent of this.#all) agent.destroy();
  }

  #create({ secure }: Origin): HttpAgent {
    const agent = secure ? new SecureAgent({ keepAlive: true }) : new PlainAgent({ keepAlive: true });
    this.#all.add(agent);
    return agent;
  }
}

/** Returns the most recently used agent that has an open socket, otherwise any agent. */
function takeBest(pool: HttpAgent[]): HttpAgent | undefined {
  const withSocket = pool.findLastIndex((agent) => Object.keys(agent.freeSockets).length > 0);
  return withSocket === -1 ? pool.pop() : pool.splice(withSocket, 1)[0];
}
