import { Copy, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Badge, Chip } from '#ui/badge';
import { Button } from '#ui/button';
import { Checkbox } from '#ui/checkbox';
import { CodeInput } from '#ui/code-input';
import { FormError, FormField } from '#ui/form-field';
import { IconButton } from '#ui/icon-button';
import { Input, TextArea } from '#ui/input';
import { Kbd } from '#ui/kbd';
import { Progress } from '#ui/progress';
import { Segmented } from '#ui/segmented';
import { Select } from '#ui/select';
import { Stepper } from '#ui/stepper';
import { Switch } from '#ui/switch';
import { Sample } from './sample.tsx';

export function ControlSamples() {
  const [on, setOn] = useState(true);
  const [role, setRole] = useState<'a' | 'b'>('a');
  return (
    <>
      <Sample title="Buttons">
        <Button variant="primary">Create keys</Button>
        <Button>Cancel</Button>
        <Button variant="ghost">Reset</Button>
        <Button variant="danger">
          <Trash2 aria-hidden /> Revoke
        </Button>
        <Button variant="primary" busy>
          Saving
        </Button>
        <Button disabled>Disabled</Button>
        <Button size="sm">
          <Plus aria-hidden /> Small
        </Button>
        <IconButton icon={Copy} label="Copy" />
        <IconButton icon={Copy} label="Copy" pressed />
      </Sample>
      <Sample title="Fields">
        <div className="grid w-full gap-4 sm:grid-cols-2">
          <FormField label="Name" hint="3 to 60 characters">
            {(control) => <Input {...control} placeholder="Checkout assistant" />}
          </FormField>
          <FormField label="E-mail" error="There is an account with this e-mail already">
            {(control) => <Input {...control} defaultValue="ada@example.org" />}
          </FormField>
          <FormField label="Role">
            {({ id }) => (
              <Select
                id={id}
                value={role}
                onChange={setRole}
                options={[
                  { value: 'a', label: 'Admin', description: 'Settings, members, keys' },
                  { value: 'b', label: 'Viewer', description: 'Reads' },
                ]}
              />
            )}
          </FormField>
          <FormField label="Code">{(control) => <CodeInput {...control} />}</FormField>
          <FormField label="Comment">{(control) => <TextArea {...control} placeholder="Why" />}</FormField>
        </div>
        <FormError message="The e-mail or the password is wrong." />
      </Sample>
      <Sample title="Choices">
        <Checkbox label="On" checked={on} onCheckedChange={(next) => setOn(next === true)} />
        <Checkbox label="Off" checked={false} />
        <Checkbox label="Some" checked="indeterminate" />
        <Switch label="Live" checked={on} onCheckedChange={setOn} />
        <Switch label="Off" checked={false} />
        <Segmented
          label="Combine"
          value={role}
          onChange={setRole}
          options={[
            { value: 'a', label: 'All' },
            { value: 'b', label: 'Any' },
          ]}
        />
      </Sample>
      <Sample title="States">
        <Badge>member</Badge>
        <Badge tone="accent">production</Badge>
        <Badge tone="success">complete</Badge>
        <Badge tone="warning">expired</Badge>
        <Badge tone="error">failed</Badge>
        <Chip>checkout</Chip>
        <Chip>a-rather-long-tag-that-is-cut-off</Chip>
        <Kbd keys="mod+k" />
        <Kbd keys="g t" />
      </Sample>
      <Sample title="Progress">
        <div className="w-full max-w-md">
          <Stepper steps={['What goes', 'Password', 'Confirm']} current={1} />
        </div>
        <div className="w-full max-w-md">
          <Progress share={0.42} label="Exporting traces" detail="42,000 of 100,000 rows, 8,200/s, 7 s left" />
        </div>
      </Sample>
    </>
  );
}
