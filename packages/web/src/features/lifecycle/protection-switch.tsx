import { readProblem } from '#lib/app-error';
import { Switch } from '#ui/switch';
import { useToast } from '#ui/toast';
import { useProtection } from './use-protection.ts';

export function ProtectionSwitch({ allowed }: { allowed: boolean }) {
  const { on, changing, set } = useProtection();
  const toast = useToast();
  const change = async (next: boolean): Promise<void> => {
    try {
      await set(next);
    } catch (error) {
      toast({ title: 'The protection was not changed', detail: readProblem(error).message, tone: 'error' });
    }
  };
  return (
    <Switch
      label="Protection against deletion"
      checked={on ?? false}
      disabled={!allowed || on === undefined || changing}
      onCheckedChange={(next) => void change(next)}
    />
  );
}
