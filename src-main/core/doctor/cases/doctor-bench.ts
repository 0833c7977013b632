import type { ConnectionInput } from "#shared/connection.ts";
import type { DoctorReport } from "#shared/doctor.ts";
import { connectionDefaults } from "../../connections/connection-defaults.ts";
import { createPortDoubles, type PortDoubles } from "../../port-doubles.ts";
import { createServices } from "../../services.ts";
import type { TestAuthority } from "./certificates.ts";
import { scriptedLogin, startScriptedServer, type Script, type ScriptedServer } from "./scripted-server.ts";

/** Runs of the doctor against servers that a test scripts. */
export interface DoctorBench {
  readonly doubles: PortDoubles;
  diagnose(script: Script, login?: Partial<ConnectionInput>, designator?: string): Promise<DoctorReport>;
  /** The server of the previous run, with the requests it received. */
  lastServer(): ScriptedServer | null;
  close(): Promise<void>;
}

const never = { signal: new AbortController().signal };

/** @param authority The authority whose certificates a script may name. */
export async function createDoctorBench(authority?: TestAuthority): Promise<DoctorBench> {
  const doubles = await createPortDoubles();
  const core = await createServices(doubles.ports);
  let runs = 0;
  let last: ScriptedServer | null = null;
  const certificates = new Map(Object.entries(authority?.certificates ?? {}));

  return {
    doubles,
    async diagnose(script, login = {}, designator = "contacts") {
      const server = await startScriptedServer(script, (name) => {
        const certificate = certificates.get(name);
        if (certificate === undefined) throw new Error(`There is no certificate called ${name}.`);
        return certificate;
      });
      last = server;
      const { services } = core;
      const input = { ...connectionDefaults, name: "Oak", baseUrl: server.baseUrl, userName: scriptedLogin.userName };
      const { connectionId } = await services.createConnection({ ...input, ...login }, never);
      await services.setPassword({ connectionId, password: scriptedLogin.password }, never);
      try {
        return await services.diagnoseLogin({ runId: `run-${String(++runs)}`, connectionId, designator }, never);
      } finally {
        await server.close();
      }
    },
    lastServer: () => last,
    async close() {
      await core.dispose();
      await doubles.remove();
    },
  };
}
