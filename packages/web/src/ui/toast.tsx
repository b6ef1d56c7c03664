import clsx from 'clsx';
import { CircleCheck, TriangleAlert, X } from 'lucide-react';
import { Toast as Radix } from 'radix-ui';
import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from 'react';
import { Button } from './button.tsx';
import { IconButton } from './icon-button.tsx';

export interface ToastMessage {
  title: string;
  detail?: string;
  tone?: 'success' | 'error';
  /** A way back, as in `{ label: 'Undo', run }`. Toasts with one stay twice as long. */
  action?: { label: string; run: () => void };
}

/** Shows a message in the corner. Errors that belong to a field or a page go there, not here. */
export const useToast = (): ((message: ToastMessage) => void) => useContext(ToastContext);

const ToastContext = createContext<(message: ToastMessage) => void>(() => {});
type Shown = ToastMessage & { id: number };

export function ToastProvider({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<readonly Shown[]>([]);
  const show = useCallback((message: ToastMessage) => {
    setShown((before) => [...before.slice(-2), { ...message, id: (before.at(-1)?.id ?? 0) + 1 }]);
  }, []);
  const close = useCallback((id: number) => setShown((before) => before.filter((toast) => toast.id !== id)), []);
  return (
    <ToastContext value={useMemo(() => show, [show])}>
      <Radix.Provider swipeDirection="right" label="Notification">
        {children}
        {shown.map((toast) => (
          <ToastCard key={toast.id} toast={toast} onClose={() => close(toast.id)} />
        ))}
        <Radix.Viewport className="fixed right-4 bottom-4 z-50 flex w-[min(380px,calc(100vw-32px))] flex-col gap-2 outline-none" />
      </Radix.Provider>
    </ToastContext>
  );
}

function ToastCard({ toast, onClose }: { toast: Shown; onClose: () => void }) {
  const failed = toast.tone === 'error';
  const Icon = failed ? TriangleAlert : CircleCheck;
  const action = toast.action;
  return (
    <Radix.Root
      duration={action === undefined ? 5000 : 10_000}
      onOpenChange={(open) => !open && onClose()}
      className="float-in flex items-start gap-2.5 rounded border border-line bg-raised py-2.5 pr-2 pl-3 shadow-float"
    >
      <Icon className={clsx('mt-0.5 size-4 shrink-0', failed ? 'text-error' : 'text-success')} aria-hidden />
      <div className="min-w-0 flex-1">
        <Radix.Title className="text-sm font-medium">{toast.title}</Radix.Title>
        {toast.detail === undefined ? null : (
          <Radix.Description className="mt-0.5 text-sm break-words text-muted">{toast.detail}</Radix.Description>
        )}
      </div>
      {action === undefined ? null : (
        <Radix.Action asChild altText={action.label} onClick={action.run}>
          <Button size="sm">{action.label}</Button>
        </Radix.Action>
      )}
      <Radix.Close asChild>
        <IconButton icon={X} label="Dismiss" size="sm" />
      </Radix.Close>
    </Radix.Root>
  );
}
