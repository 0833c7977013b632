import type { Meter } from "#shared/connection.ts";
import { formatCount } from "./format.ts";

/** Wire requests of this connection: now, this hour, today, with bars for the last forty minutes. */
export function MeterReading({ meter }: { meter: Meter }) {
  const { inFlight, hour, today, bars } = meter;
  return (
    <span className="meter" title={spokenMeter(meter)}>
      <MeterBars bars={bars} />
      <span className="tnum">
        <span className="hide-n">
          Calls: {formatCount(inFlight)} now · {formatCount(hour)} this hour · {formatCount(today)} today
        </span>
        <span className="only-n">{formatCount(hour)} calls/h</span>
      </span>
    </span>
  );
}

export function spokenMeter({ inFlight, hour, today, actionsToday }: Meter): string {
  return `Wire requests of this connection: ${inFlight} now, ${hour} this hour, ${today} today for ${actionsToday} actions`;
}

const barHeight = 12;

function MeterBars({ bars }: { bars: readonly number[] }) {
  const highest = Math.max(1, ...bars);
  return (
    <svg width={bars.length * 5 - 2} height={barHeight} aria-hidden="true" className="bars">
      {bars.map((count, index) => {
        const height = Math.max(1, Math.round((count / highest) * (barHeight - 2)));
        return (
          // oxlint-disable-next-line react/no-array-index-key -- bars are identified by their position in time
          <rect key={index} x={index * 5} y={barHeight - height} width={3} height={height} />
        );
      })}
    </svg>
  );
}
