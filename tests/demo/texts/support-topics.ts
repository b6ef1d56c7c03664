/** The help centre of an imagined shop for outdoor gear, and how customers ask about it over a few turns. */
export interface SupportTopic {
  key: string;
  article: { id: string; title: string; text: string };
  turns: { question: string; answer: string }[];
}

export const SUPPORT_TOPICS: readonly SupportTopic[] = [
  {
    key: 'returns',
    article: {
      id: 'help-014',
      title: 'Sending things back',
      text: 'You may send back unused items within 60 days of delivery. Print the label from your order page; the parcel is free inside Norway, Sweden and Denmark and costs €4.90 from other countries. Refunds go to the original payment method within five working days of arrival in our warehouse in Drammen.',
    },
    turns: [
      {
        question: 'hi, the rain jacket i ordered is too small. how do i send it back?',
        answer:
          'You can return it within 60 days of delivery as long as it is unused. Open your order, choose “Send back”, pick the jacket and print the label – the parcel is free from Norway, Sweden and Denmark, and €4.90 from elsewhere.',
      },
      {
        question: 'I already took the tags off, is that a problem?',
        answer:
          'No – missing tags are fine. What matters is that the jacket shows no signs of use, so please put the tags into the pocket if you still have them.',
      },
      {
        question: 'and when do I get my money?',
        answer:
          'Within five working days after the parcel reaches our warehouse in Drammen. It goes back to the card or account you paid with; you get an e-mail the moment it is booked.',
      },
    ],
  },
  {
    key: 'delivery',
    article: {
      id: 'help-003',
      title: 'When will it arrive?',
      text: 'Orders placed before 14:00 leave the same day. Standard delivery takes 2–3 working days in the Nordics, 3–6 in the rest of Europe. The tracking link appears on the order page as soon as the carrier has scanned the parcel.',
    },
    turns: [
      {
        question: 'Where is my order FF-20871? It says shipped since Monday.',
        answer:
          'FF-20871 left Drammen on Monday and was last scanned in Padborg this morning. From there it usually takes one to two working days, so please expect it by Thursday.',
      },
      {
        question: 'Can I still change the address?',
        answer:
          'Once the carrier has it I cannot change the street, but you can redirect it to a pickup point near you: open the tracking link and choose “Deliver elsewhere” before 20:00.',
      },
    ],
  },
  {
    key: 'tent-repair',
    article: {
      id: 'help-041',
      title: 'Repairing tents and poles',
      text: 'Broken pole segments are replaced free of charge in the first three years. Later a segment costs €12. For torn fabric use the patch kit (art. 7713) and seam sealer; our workshop repairs tears over 10 cm from €35, two weeks.',
    },
    turns: [
      {
        question: 'One pole of my Vidda 3 snapped in the wind last weekend. Bought it in spring 2025. Warranty?',
        answer:
          'Sorry about the weekend! Your tent is within its first three years, so we replace the broken segment free of charge. I can send it today – is it the long ridge pole (grey tips) or one of the two side poles (yellow tips)?',
      },
      {
        question: 'the ridge pole. third segment from the end, grey',
        answer:
          'Noted: ridge pole, segment 3, grey tip. It will go out today and should be with you in two to three days. Slide the elastic cord out, swap the segment and knot it again; article 41 has pictures.',
      },
      {
        question: 'There is also a small tear in the flysheet, maybe 4 cm. Can I fix that on my own?',
        answer:
          'Yes. Clean both sides with alcohol, put a round patch from kit 7713 on the inside and a thin line of seam sealer around the edge outside. Let it dry for eight hours. Tears over 10 cm are better done in our workshop.',
      },
    ],
  },
  {
    key: 'sizing',
    article: {
      id: 'help-022',
      title: 'Boot sizes',
      text: 'Measure both feet in the evening, standing, in hiking socks. Add 8–10 mm. Fjord boots run half a size small. Width: N, M, W. Exchanges of boots are free everywhere.',
    },
    turns: [
      {
        question: 'I wear 43 in running shoes. Which size in Fjord Mid GTX?',
        answer:
          'Fjord boots run about half a size small, so 43.5 or 44 would be right for most people with a 43 in running shoes. If you can, measure your longer foot in hiking socks: 275 mm plus 8–10 mm means 44.',
      },
      {
        question: '272 mm, rather wide feet',
        answer:
          'Then 43.5 in width W. If they pinch at the ball of the foot after an hour indoors, exchange them – that is free for boots, everywhere.',
      },
    ],
  },
  {
    key: 'stove-fuel',
    article: {
      id: 'help-057',
      title: 'Stoves: fuel and altitude',
      text: 'The Gneis stove burns gas (EN 417) down to −5 °C, liquid fuel with adapter 5520 below that. Never use it inside a closed tent. Above 2,500 m open the valve half a turn more.',
    },
    turns: [
      {
        question: 'Does the Gneis stove work in winter, say -15?',
        answer:
          'With gas only down to about −5 °C. For −15 °C take the liquid fuel adapter (art. 5520) and white gas; preheat for 30 seconds. And please never run it in a closed tent.',
      },
    ],
  },
  {
    key: 'membership',
    article: {
      id: 'help-066',
      title: 'Club membership',
      text: 'Membership is free. Members get 5 % in points, free repairs below €20 and early access to sales. Points expire after 24 months. Cancel at any time under Account → Club.',
    },
    turns: [
      {
        question: 'Why did my points disappear?',
        answer:
          'Points expire 24 months after they were earned. Yours from autumn 2024 – 312 points – ran out on 1 November; the other 180 are still there and valid until next July.',
      },
      {
        question: 'that is annoying. can you give them back?',
        answer:
          'I understand. I cannot restore them myself, but I have asked a colleague: she may credit expired points once per member. You will hear from us by e-mail within a working day.',
      },
    ],
  },
  {
    key: 'invoice',
    article: {
      id: 'help-009',
      title: 'Invoices for companies',
      text: 'Add a VAT number at checkout to get a net invoice inside the EU. Invoices can be re-issued for 12 months from the order page; the invoice address can be changed, the items not.',
    },
    turns: [
      {
        question: 'Brauche eine Rechnung mit USt-IdNr. DE811569869 für FF-19930, geht das nachträglich?',
        answer:
          'Ja, bis zwölf Monate nach der Bestellung. Öffnen Sie FF-19930, wählen Sie „Rechnung neu ausstellen“ und tragen Sie die USt-IdNr. ein. Die neue Rechnung kommt sofort als PDF, die Umsatzsteuer wird erstattet.',
      },
      {
        question: 'Danke. Die Adresse müsste auch geändert werden.',
        answer:
          'Das geht im selben Schritt: unter „Rechnungsanschrift“ die Firma und Straße ändern. Nur die Positionen bleiben, wie sie sind.',
      },
    ],
  },
  {
    key: 'payment',
    article: {
      id: 'help-005',
      title: 'Ways to pay',
      text: 'Card, invoice with Klarna (14 days), Vipps, Swish, MobilePay. A declined card is usually a missing 3-D Secure confirmation. We do not keep card numbers.',
    },
    turns: [
      {
        question: 'My card gets declined again and again but there is money on it!!',
        answer:
          'That is frustrating. In most cases the confirmation in your banking app did not arrive in time (3-D Secure). Please open the app first, then pay again – or choose Klarna or Vipps; your basket is still there.',
      },
      {
        question: 'worked with vipps, thx',
        answer: 'Great! Your order FF-21044 is confirmed and leaves today. Enjoy the trip!',
      },
    ],
  },
  {
    key: 'waterproofing',
    article: {
      id: 'help-031',
      title: 'Washing and proofing shells',
      text: 'Wash shells at 40 °C with liquid detergent, no softener. Tumble dry 20 minutes to revive the repellent. When water no longer beads, use spray 8802 on the damp fabric.',
    },
    turns: [
      {
        question: 'Hei! Jakken min slipper inn vann på skuldrene. Kan den reddes?',
        answer:
          'Ja, som regel. Vask den på 40 °C med flytende vaskemiddel uten skyllemiddel, og tørk i trommel i 20 minutter. Perler vannet fortsatt ikke, sprayer du med 8802 på fuktig stoff. Hjelper det ikke, ser verkstedet gjerne på den.',
      },
    ],
  },
  {
    key: 'stock',
    article: {
      id: 'help-018',
      title: 'Out of stock',
      text: 'Use “Tell me” on the product page to be notified. Seasonal colours are not restocked. Stores can order single pieces from each other within four days.',
    },
    turns: [
      {
        question: 'When is the Skarv 65L backpack in moss green back?',
        answer:
          'Moss green is a seasonal colour and will not be made again, I am afraid. Our store in Aarhus has one left – shall I have it sent to you? It takes four days.',
      },
      {
        question: 'Yes please! same price?',
        answer:
          'Same price, €189, and no shipping. I reserved it until tomorrow 18:00; please confirm in the e-mail I just sent.',
      },
    ],
  },
];

export const SUPPORT_SYSTEM =
  'You are the assistant of Nordlys Outdoor. Answer from the articles below only, in the language of the customer, in at most four sentences. If the articles do not say it, offer to hand over to a colleague. Never promise refunds.';
