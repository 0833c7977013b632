import { expect, test } from "vitest";
import { refusedSwitches } from "./refused-switches.ts";

const program = "/opt/rezora-explorer";

const refused = [
  "--remote-debugging-port",
  "--remote-debugging-port=0",
  "--remote-debugging-port=9222",
  "-remote-debugging-port=0",
  " --remote-debugging-port=0",
  "\t--remote-debugging-pipe\n",
  "--remote-debugging-pipe",
  "--remote-debugging-address=0.0.0.0",
  "--remote-debugging-socket-name=x",
  "--remote-allow-origins=*",
  "--Remote-Debugging-Port=0",
  "--REMOTE_DEBUGGING_PORT=0",
  "--inspect",
  "--inspect=0",
  "--inspect-brk",
  "--inspect_brk=127.0.0.1:0",
  "--inspect-port=0",
  "--inspect-wait",
  "--inspect-publish-uid=http",
  "--inspect-brk-node",
  "--debug",
  "--debug-brk",
  "--debug-port=5858",
  "--js-flags=--expose-gc",
  "--load-extension=/tmp/x",
  "--disable-extensions-except=/tmp/x",
  "--auto-open-devtools-for-tabs",
  "--disable-web-security",
  "--disable-site-isolation-trials",
  "--allow-file-access-from-files",
  "--allow-running-insecure-content",
  "--allow-insecure-localhost",
  "--unsafely-treat-insecure-origin-as-secure=http://x",
  "--ignore-certificate-errors",
  "--ignore-certificate-errors-spki-list=x",
  "--host-rules=MAP * 127.0.0.1",
  "--host-resolver-rules=MAP * 127.0.0.1",
  "--force-webrtc-ip-handling-policy=default",
  "--webrtc-ip-handling-policy=default",
  "--renderer-cmd-prefix=gdb",
  "--gpu-launcher=/tmp/x",
  "--utility-cmd-prefix=/tmp/x",
  "--browser-subprocess-path=/tmp/x",
  "--single-process",
  "--enable-blink-features=X",
  "--blink-settings=x=1",
  "--log-net-log=/tmp/x",
  "--ssl-key-log-file=/tmp/x",
  "--trace-startup=*",
];

test("a packaged application refuses every switch that gives others access [security: debugging-switches]", () => {
  for (const argument of refused) {
    const found = refusedSwitches([program, "--data", "/tmp/d", argument], true, "linux");
    expect(found, argument).toHaveLength(1);
    expect(found[0]).toMatch(/^--[a-z-]+$/u);
  }
});

test("Windows reads a slash, and names without case, as switches [security: debugging-switches]", () => {
  for (const argument of ["/remote-debugging-port=0", "/INSPECT", "/Remote-Allow-Origins=*", "-js-flags=x"]) {
    expect(refusedSwitches(["rezora.exe", argument], true, "win32"), argument).toHaveLength(1);
  }
  // On other systems this is a path.
  expect(refusedSwitches([program, "/remote-debugging-port=0"], true, "linux")).toEqual([]);
});

test("a packaged application accepts switches that affect its appearance, and arguments that are not switches", () => {
  const taken = [
    "--data",
    "/home/me/inspect",
    "--data=/tmp/remote-debugging-port",
    "remote-debugging-port=0",
    "inspect",
    "---inspect",
    "-",
    "",
    "--inspector",
    "--debugger",
    "--disable-gpu",
    "--ozone-platform=wayland",
    "--enable-features=UseOzonePlatform",
    "--force-device-scale-factor=2",
    "--password-store=gnome-libsecret",
    "--lang=sv",
    "--proxy-server=http://proxy.example",
    "--no-proxy-server",
    "-psn_0_12345",
  ];
  expect(refusedSwitches([program, ...taken], true, "linux")).toEqual([]);
  // Everything after the end of the switches is an argument.
  expect(refusedSwitches([program, "--", "--remote-debugging-port=0"], true, "linux")).toEqual([]);
  expect(refusedSwitches([program, "--inspect", "--", "--js-flags=x"], true, "linux")).toEqual(["--inspect"]);
  // The first argument is the program itself, whatever its name.
  expect(refusedSwitches(["--inspect"], true, "linux")).toEqual([]);
});

test("the sandbox can be turned off only on Linux, where some systems need that [security: debugging-switches]", () => {
  for (const argument of ["--no-sandbox", "--disable-gpu-sandbox", "--disable-setuid-sandbox", "--no-zygote-sandbox"]) {
    expect(refusedSwitches([program, argument], true, "linux"), argument).toEqual([]);
    expect(refusedSwitches([program, argument], true, "win32"), argument).toEqual([argument]);
    expect(refusedSwitches([program, argument], true, "darwin"), argument).toEqual([argument]);
  }
});

test("an application that is not packaged accepts all of them, and each is listed once", () => {
  expect(refusedSwitches([program, ...refused], false)).toEqual([]);
  expect(refusedSwitches([program, "--inspect", "--inspect=0", "--js-flags=x"], true)).toEqual([
    "--inspect",
    "--js-flags",
  ]);
});
