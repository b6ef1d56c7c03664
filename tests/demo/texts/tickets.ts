/** Tickets for the nightly classifier, each with the label a person gave it. */
export const LABELS = ['billing', 'delivery', 'defect', 'praise', 'question', 'cancellation'] as const;
export type Label = (typeof LABELS)[number];

export const TICKETS: readonly { text: string; label: Label }[] = [
  { text: 'Charged twice for order FF-20233, please check my statement from the 3rd.', label: 'billing' },
  { text: 'Invoice shows the old company name although I changed it in March.', label: 'billing' },
  { text: 'Klarna reminds me of a bill that I paid last week.', label: 'billing' },
  { text: 'Gift card code SNØ-2291 is refused at checkout.', label: 'billing' },
  { text: 'Parcel marked as delivered, but nobody here has seen it.', label: 'delivery' },
  { text: 'Package left in the rain, the box is soaked.', label: 'delivery' },
  { text: 'Tracking has not moved since Friday.', label: 'delivery' },
  { text: 'Only two of three items were in the box.', label: 'delivery' },
  { text: 'Zip of the sleeping bag came off on the first night.', label: 'defect' },
  { text: 'Left boot squeaks at every step, video attached.', label: 'defect' },
  { text: 'Headlamp goes dark after ten minutes, with new batteries too.', label: 'defect' },
  { text: 'Pump leaks at the valve, second one already.', label: 'defect' },
  { text: 'Just wanted to say: the workshop saved my grandfather’s tent. Thank you!', label: 'praise' },
  { text: 'Fastest delivery I ever had to Tromsø.', label: 'praise' },
  { text: 'Your colleague Ingrid was wonderful on the phone.', label: 'praise' },
  { text: 'Is the Gneis stove allowed on planes without the cartridge?', label: 'question' },
  { text: 'Do you rent snow shoes in Bergen?', label: 'question' },
  { text: 'Which mat has the higher R-value, Myr or Myr Light?', label: 'question' },
  { text: 'Can children of 8 use the Skarv 30?', label: 'question' },
  { text: 'Please cancel my order from this morning, wrong colour.', label: 'cancellation' },
  { text: 'I want to leave the club and have my data deleted.', label: 'cancellation' },
  { text: 'Stop the subscription for repair kits.', label: 'cancellation' },
];
