import { useDoctor } from "../../state/doctor.ts";
import { ErrorBoundary } from "../../ui/error-boundary.tsx";
import { doctorTools, type DoctorPageProps } from "./doctor-tools.ts";

/** The work area of the Doctor: the page of the current tool. */
export function DoctorPage({ connection }: DoctorPageProps) {
  const tool = useDoctor((doctor) => doctor.tool);
  const entry = doctorTools.find((each) => each.tool === tool);
  if (!entry) return null;
  return (
    <ErrorBoundary key={tool}>
      <entry.page connection={connection} />
    </ErrorBoundary>
  );
}
