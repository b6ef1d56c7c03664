import { Download } from 'lucide-react';
import { Button } from '#ui/button';
import { CodeBlock } from '#ui/code-block';

/** Shown once, to be kept off the telephone. */
export function BackupCodes({ codes }: { codes: readonly string[] }) {
  return (
    <div className="flex flex-col gap-3">
      <p className="text-base text-muted">
        When the phone is lost, each of these opens your account once. Keep them where the phone is not: nobody can see
        them again.
      </p>
      <CodeBlock code={inTwoColumns(codes)} />
      <div>
        <Button size="sm" asChild>
          <a href={asFile(codes)} download="tidemark-backup-codes.txt">
            <Download aria-hidden /> Download
          </a>
        </Button>
      </div>
    </div>
  );
}

const inTwoColumns = (codes: readonly string[]): string =>
  codes
    .flatMap((code, index) => (index % 2 === 0 ? [[code, codes[index + 1] ?? ''].join('   ').trim()] : []))
    .join('\n');

const asFile = (codes: readonly string[]): string => `data:text/plain,${encodeURIComponent(`${codes.join('\n')}\n`)}`;
