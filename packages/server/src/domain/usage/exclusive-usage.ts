/** Token counts as vendors report them. The parts may or may not be contained in `input` and `output`. */
export interface ReportedTokens {
  input?: number | undefined;
  output?: number | undefined;
  total?: number | undefined;
  /** Parts of the input by usage class, such as `input_cached_tokens`. */
  inputParts?: Record<string, number>;
  /** Parts of the output by usage class, such as `output_reasoning_tokens`. */
  outputParts?: Record<string, number>;
  /** True when it is known that the parts of the input stand beside it. */
  inputBeside?: boolean;
}

/**
 * Turns reported counts into classes that do not overlap, so that summing or pricing them counts no token twice.
 *
 * Vendors disagree whether cached, reasoning and audio tokens are contained in input and output. The reported total
 * decides: the reading whose sum equals it is taken. Without such a reading, parts that fit into their side are taken
 * as contained in it, and parts that do not fit as standing beside it. The sum never exceeds the reported total.
 */
export function exclusiveUsage(tokens: ReportedTokens): Record<string, number> {
  const { inputParts = {}, outputParts = {}, total } = tokens;
  const input = tokens.input ?? missingSide(total, tokens.output, sum(inputParts));
  const output = tokens.output ?? missingSide(total, tokens.input, sum(outputParts));
  const reading = chooseReading({ input, output, total, inputParts: sum(inputParts), outputParts: sum(outputParts) });
  const usage: Record<string, number> = {};
  const inputBeside = tokens.inputBeside ?? reading.inputBeside;
  takeParts(usage, { key: 'input', tokens: input, parts: inputParts, beside: inputBeside });
  takeParts(usage, { key: 'output', tokens: output, parts: outputParts, beside: reading.outputBeside });
  if (total !== undefined) cutToTotal(usage, total);
  if (Object.keys(usage).length > 0 || total !== undefined) usage['total'] = total ?? sum(usage);
  return usage;
}

interface Sums {
  input: number | undefined;
  output: number | undefined;
  total: number | undefined;
  inputParts: number;
  outputParts: number;
}

interface Reading {
  inputBeside: boolean;
  outputBeside: boolean;
}

const READINGS: Reading[] = [
  { inputBeside: false, outputBeside: false },
  { inputBeside: true, outputBeside: false },
  { inputBeside: false, outputBeside: true },
  { inputBeside: true, outputBeside: true },
];

function chooseReading({ input = 0, output = 0, total, inputParts, outputParts }: Sums): Reading {
  const sumOf = (reading: Reading) =>
    input + output + (reading.inputBeside ? inputParts : 0) + (reading.outputBeside ? outputParts : 0);
  const fits = (reading: Reading) =>
    (reading.inputBeside || inputParts <= input) && (reading.outputBeside || outputParts <= output);
  const exact = total === undefined ? undefined : READINGS.find((each) => fits(each) && sumOf(each) === total);
  return exact ?? { inputBeside: inputParts > input, outputBeside: outputParts > output };
}

/** One side follows from the total and the other side; with only parts known, the side is what they sum to. */
function missingSide(total: number | undefined, other: number | undefined, parts: number): number | undefined {
  if (total !== undefined && other !== undefined) return Math.max(0, total - other);
  return parts > 0 ? parts : undefined;
}

interface Side {
  key: 'input' | 'output';
  tokens: number | undefined;
  parts: Record<string, number>;
  beside: boolean;
}

function takeParts(usage: Record<string, number>, side: Side): void {
  let left = side.tokens ?? 0;
  if (side.tokens !== undefined) usage[side.key] = left;
  for (const [key, reported] of Object.entries(side.parts)) {
    const units = side.beside ? reported : Math.min(reported, left);
    usage[key] = units;
    if (!side.beside) left -= units;
  }
  if (side.tokens !== undefined) usage[side.key] = left;
}

/** When the classes still sum to more than the vendor's total, the general classes give way first. */
function cutToTotal(usage: Record<string, number>, total: number): void {
  let excess = sum(usage) - total;
  const keys = Object.keys(usage);
  for (const key of [...keys.filter(isGeneral), ...keys.filter((key) => !isGeneral(key)).reverse()]) {
    if (excess <= 0) return;
    const units = usage[key] ?? 0;
    usage[key] = Math.max(0, units - excess);
    excess -= units - (usage[key] ?? 0);
  }
}

const isGeneral = (key: string) => key === 'input' || key === 'output';

const sum = (counts: Record<string, number>) => Object.values(counts).reduce((all, count) => all + count, 0);
