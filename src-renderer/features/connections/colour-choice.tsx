import { Label, Radio, RadioGroup } from "react-aria-components";
import type { ConnectionColour } from "#shared/connection.ts";
import { colours } from "./connection-draft.ts";

/** The colour that marks a connection. Each colour has a name, for users who cannot see it. */
export function ColourChoice({
  colour,
  onChoose,
}: {
  colour: ConnectionColour;
  onChoose: (colour: ConnectionColour) => void;
}) {
  return (
    <RadioGroup
      className="colours"
      orientation="horizontal"
      value={colour}
      onChange={(value) => {
        const chosen = colours.find((each) => each === value);
        if (chosen) onChoose(chosen);
      }}
    >
      <Label className="sr">Colour</Label>
      {colours.map((each) => (
        <Radio key={each} value={each} className="swt" data-hue={each} aria-label={each} />
      ))}
    </RadioGroup>
  );
}
