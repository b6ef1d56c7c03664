import { useState } from 'react';
import { useSubmit } from '#lib/use-submit';
import { Button } from '#ui/button';
import { Dialog } from '#ui/dialog';
import { FormError, FormField } from '#ui/form-field';
import { Input } from '#ui/input';
import { patternOf, unitPrice } from './price-words.ts';
import type { NewModel } from './use-models.ts';

export interface CreateModelDialogProps {
  create: (model: NewModel) => Promise<unknown>;
  onClose: () => void;
}

/** A model with one tier of prices; further tiers and conditions come over the API. */
export function CreateModelDialog({ create, onClose }: CreateModelDialogProps) {
  const [name, setName] = useState('');
  const [input, setInput] = useState('');
  const [output, setOutput] = useState('');
  const { busy, problem, submit } = useSubmit(async () => {
    const prices = { input: unitPrice(input), output: unitPrice(output) };
    const given = Object.entries(prices).flatMap(([unit, price]) => (price === null ? [] : [[unit, price] as const]));
    await create({ name: name.trim(), pattern: patternOf(name.trim()), prices: Object.fromEntries(given) });
    onClose();
  });
  const price = { type: 'number', min: 0, step: 'any', inputMode: 'decimal' } as const;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Add a model"
      description="Tried before the public prices. What is already stored keeps its cost."
      size="sm"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form="create-model" variant="primary" busy={busy}>
            Add
          </Button>
        </>
      }
    >
      <form id="create-model" className="flex flex-col gap-4" onSubmit={submit}>
        <FormField label="Name" hint="As the application sends it.">
          {(control) => (
            <Input
              {...control}
              required
              autoFocus
              maxLength={200}
              spellCheck={false}
              placeholder="acme-chat-2"
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </FormField>
        <div className="grid grid-cols-2 gap-4">
          <FormField label="Input" hint="Dollars per million tokens.">
            {(control) => (
              <Input
                {...control}
                {...price}
                required
                placeholder="2.50"
                value={input}
                onChange={(event) => setInput(event.target.value)}
              />
            )}
          </FormField>
          <FormField label="Output" hint="Empty where there is none.">
            {(control) => (
              <Input
                {...control}
                {...price}
                placeholder="10"
                value={output}
                onChange={(event) => setOutput(event.target.value)}
              />
            )}
          </FormField>
        </div>
        <FormError message={problem} />
      </form>
    </Dialog>
  );
}
