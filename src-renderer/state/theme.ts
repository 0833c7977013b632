import { useEffect } from "react";
import type { Settings, Theme } from "#shared/settings.ts";

type ShownTheme = Exclude<Theme, "system">;

/** The theme to show; the system preferences apply only to `system`. */
export function shownTheme(theme: Theme, systemDark: boolean, systemContrast: boolean): ShownTheme {
  if (theme !== "system") return theme;
  if (systemContrast) return systemDark ? "contrast-dark" : "contrast";
  return systemDark ? "dark" : "light";
}

/** Sets theme, density and data typeface on the document, and follows the system if the setting says so. */
export function useAppearance(settings: Pick<Settings, "theme" | "density" | "monoData"> | undefined): void {
  const theme = settings?.theme ?? "system";
  useEffect(() => {
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const contrast = matchMedia("(prefers-contrast: more)");
    const apply = (): void => {
      document.documentElement.dataset["theme"] = shownTheme(theme, dark.matches, contrast.matches);
    };
    apply();
    dark.addEventListener("change", apply);
    contrast.addEventListener("change", apply);
    return () => {
      dark.removeEventListener("change", apply);
      contrast.removeEventListener("change", apply);
    };
  }, [theme]);

  const density = settings?.density ?? "comfortable";
  const monoData = settings?.monoData ?? false;
  useEffect(() => {
    document.documentElement.dataset["density"] = density;
    document.documentElement.toggleAttribute("data-mono", monoData);
  }, [density, monoData]);
}
