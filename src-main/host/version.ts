/** Replaced by the build with the version from package.json. */
declare const __APP_VERSION__: string;

export const version: string = __APP_VERSION__;
