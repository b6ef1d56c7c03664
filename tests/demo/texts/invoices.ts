import type { Seeded } from '../seeded.ts';

export interface Invoice {
  vendor: string;
  number: string;
  currency: 'EUR' | 'NOK' | 'SEK';
  lines: { text: string; quantity: number; unitPrice: number }[];
  total: number;
  page: string;
}

const VENDORS = [
  'Hansen Tekstil AS',
  'Bergwerk Metall GmbH',
  'Lindqvist Frakt AB',
  'Kystlaminat AS',
  'Alpenkork Schuhe e.K.',
  'Polarlys Trykk AS',
];
const GOODS = [
  ['Ripstop 40D, moss, per metre', 6.4],
  ['Aluminium pole 8.5 mm', 3.15],
  ['Zip 2-way, 90 cm', 2.2],
  ['Pallet Drammen–Malmö', 184],
  ['Cork footbed, pair', 4.75],
  ['Catalogue autumn, 48 pages', 0.92],
  ['Seam tape, roll', 21.5],
] as const;

/** An invoice as the extraction pipeline gets it: text of a scan, with what should come out. */
export function invoice(random: Seeded): Invoice {
  const vendor = random.pick(VENDORS);
  const number = `${random.whole(2025, 2026)}-${random.whole(1000, 9999)}`;
  const currency = random.pick(['EUR', 'NOK', 'SEK'] as const);
  const lines = Array.from({ length: random.whole(1, 5) }, () => {
    const [text, unitPrice] = random.pick(GOODS);
    return { text, unitPrice, quantity: random.whole(1, 240) };
  });
  const total = Math.round(lines.reduce((sum, line) => sum + line.quantity * line.unitPrice, 0) * 100) / 100;
  const rows = lines.map(
    (line) => `${line.quantity} x ${line.text} .... ${(line.quantity * line.unitPrice).toFixed(2)}`,
  );
  const page = [
    `${vendor}`,
    `INVOICE No ${number}`,
    'Bill to: Nordlys Outdoor AS, Drammen',
    ...rows,
    `TOTAL ${currency} ${total.toFixed(2)}`,
    'Payable within 30 days',
  ].join('\n');
  return { vendor, number, currency, lines, total, page };
}
