import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useProject } from '#lib/session';
import { useSubmit } from '#lib/use-submit';
import { Loaded } from '#ui/loaded';
import { Button } from '#ui/button';
import { CodeBlock } from '#ui/code-block';
import { FormError, FormField } from '#ui/form-field';
import { IconButton } from '#ui/icon-button';
import { Input, TextArea } from '#ui/input';
import { Panel } from '#ui/panel';
import { Select } from '#ui/select';
import { Skeleton } from '#ui/skeleton';
import { useToast } from '#ui/toast';
import { useMasking, type MaskingRule } from './use-masking.ts';

/** What is taken out of telemetry before anything of it is kept. */
export function MaskingPanel() {
  const masking = useMasking();
  return (
    <Panel
      title="Masking"
      description="Taken out of what is sent, before anything is kept. What is stored already stays as it is."
    >
      <Loaded
        query={masking.settings}
        problem="The rules could not be read"
        skeleton={<Skeleton className="h-8 w-64" />}
      >
        {(data) => <MaskingForm key={JSON.stringify(data)} saved={data.rules} masking={masking} />}
      </Loaded>
    </Panel>
  );
}

interface MaskingFormProps {
  saved: readonly MaskingRule[];
  masking: ReturnType<typeof useMasking>;
}

function MaskingForm({ saved, masking }: MaskingFormProps) {
  const allowed = useProject().may('masking:write');
  const toast = useToast();
  const [rules, setRules] = useState<MaskingRule[]>([...saved]);
  const { busy, problem, submit } = useSubmit(async () => {
    await masking.set(rules);
    toast({ title: 'The rules are saved', detail: 'They are in force within seconds.' });
  });
  const change = (index: number, rule: MaskingRule): void =>
    setRules(rules.map((one, at) => (at === index ? rule : one)));
  return (
    <div className="flex flex-col gap-4">
      <form className="flex flex-col gap-3" onSubmit={submit}>
        {rules.length === 0 ? <p className="text-base text-muted">Nothing is masked.</p> : null}
        <ul aria-label="Masking rules" className="flex flex-col gap-2">
          {rules.map((rule, index) => (
            <RuleRow
              key={index}
              label={`rule ${index + 1}`}
              rule={rule}
              disabled={!allowed}
              onChange={(next) => change(index, next)}
              onRemove={() => setRules(rules.filter((_rule, at) => at !== index))}
            />
          ))}
        </ul>
        <FormError message={problem} />
        {allowed ? (
          <div className="flex flex-wrap gap-2">
            <Button type="submit" variant="primary" busy={busy}>
              Save
            </Button>
            <Button onClick={() => setRules([...rules, { kind: 'pattern', pattern: '', replacement: '[masked]' }])}>
              <Plus aria-hidden /> Add a rule
            </Button>
          </div>
        ) : (
          <p className="text-sm text-muted">Only owners and admins can change it.</p>
        )}
      </form>
      {allowed && rules.length > 0 ? <MaskingTest rules={rules} test={masking.test} /> : null}
    </div>
  );
}

interface RuleRowProps {
  label: string;
  rule: MaskingRule;
  disabled: boolean;
  onChange: (rule: MaskingRule) => void;
  onRemove: () => void;
}

function RuleRow({ label, rule, disabled, onChange, onRemove }: RuleRowProps) {
  const text = rule.kind === 'pattern' ? rule.pattern : rule.path;
  const make = (kind: MaskingRule['kind'], value: string): MaskingRule =>
    kind === 'pattern'
      ? { kind, pattern: value, replacement: rule.replacement }
      : { kind, path: value, replacement: rule.replacement };
  return (
    <li className="flex flex-wrap items-center gap-2">
      <div className="w-36">
        <Select
          label={`Kind of ${label}`}
          value={rule.kind}
          disabled={disabled}
          onChange={(kind) => onChange(make(kind, text))}
          options={[
            { value: 'pattern', label: 'Pattern', description: 'Every match in any text' },
            { value: 'path', label: 'Path', description: 'The whole value of a field' },
          ]}
        />
      </div>
      <div className="min-w-52 flex-1">
        <Input
          aria-label={rule.kind === 'pattern' ? `Pattern of ${label}` : `Path of ${label}`}
          placeholder={rule.kind === 'pattern' ? '[\\w.]+@[\\w.]+' : 'user.email'}
          required
          maxLength={rule.kind === 'pattern' ? 500 : 300}
          spellCheck={false}
          className="font-mono"
          disabled={disabled}
          value={text}
          onChange={(event) => onChange(make(rule.kind, event.target.value))}
        />
      </div>
      <div className="w-36">
        <Input
          aria-label={`Replacement of ${label}`}
          maxLength={200}
          disabled={disabled}
          value={rule.replacement}
          onChange={(event) => onChange({ ...rule, replacement: event.target.value })}
        />
      </div>
      {disabled ? null : <IconButton icon={Trash2} label={`Remove ${label}`} onClick={onRemove} />}
    </li>
  );
}

/** Tries the rules as they are typed, on a text that is kept nowhere. */
function MaskingTest({ rules, test }: { rules: MaskingRule[]; test: ReturnType<typeof useMasking>['test'] }) {
  const [text, setText] = useState('');
  const [masked, setMasked] = useState<string | null>(null);
  const { busy, problem, submit } = useSubmit(async () => setMasked(await test(rules, text)));
  return (
    <form className="flex flex-col gap-3 border-t border-line pt-4" onSubmit={submit}>
      <FormField label="Try it" hint="A text or JSON; it is kept nowhere.">
        {(control) => (
          <TextArea
            {...control}
            required
            maxLength={20_000}
            spellCheck={false}
            className="font-mono text-sm"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </FormField>
      <FormError message={problem} />
      <div>
        <Button type="submit" busy={busy}>
          Mask it
        </Button>
      </div>
      <div aria-live="polite">{masked === null ? null : <CodeBlock title="Masked" code={masked} wrap />}</div>
    </form>
  );
}
