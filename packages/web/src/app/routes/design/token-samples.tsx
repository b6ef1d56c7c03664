import { OBSERVATION_TYPES } from '@tidemark/contract/telemetry';
import { OBSERVATION_LOOKS, ObservationTypeLabel } from '#ui/observation-type';
import { Sample } from './sample.tsx';

const COLORS = [
  'canvas',
  'surface',
  'raised',
  'sunken',
  'hover',
  'line',
  'line-strong',
  'control',
  'ink',
  'muted',
  'faint',
  'accent',
  'accent-soft',
  'accent-text',
  'selected',
  'error',
  'error-soft',
  'error-text',
  'warning',
  'warning-soft',
  'warning-text',
  'success',
  'success-soft',
  'success-text',
  'debug',
];
const SIZES = ['text-xs', 'text-sm', 'text-base', 'text-lg', 'text-xl', 'text-2xl'];

export const TokenSamples = () => (
  <>
    <Sample title="Colours">
      {COLORS.map((name) => (
        <span key={name} className="flex w-24 flex-col gap-1 text-xs">
          <span className="h-8 rounded border border-line" style={{ background: `var(--${name})` }} />
          {name}
        </span>
      ))}
    </Sample>
    <Sample title="Type">
      {SIZES.map((size) => (
        <span key={size} className={`${size} w-full`}>
          The tide turns at 06:12, <span className="font-semibold">and again at 18:37</span>{' '}
          <span className="text-muted">muted</span> <span className="text-faint">faint</span>{' '}
          <span className="font-mono">1,204</span>
        </span>
      ))}
    </Sample>
    <Sample title="Observation types">
      {OBSERVATION_TYPES.map((type) => (
        <span key={type} className="flex w-36 items-center gap-2 text-sm">
          <span className={`h-3 w-8 rounded-sm ${OBSERVATION_LOOKS[type].background}`} />
          <ObservationTypeLabel type={type} />
        </span>
      ))}
    </Sample>
  </>
);
