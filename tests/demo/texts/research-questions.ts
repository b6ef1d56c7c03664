/** What colleagues ask the research agent, where it looks, and what it finds. */
export interface ResearchQuestion {
  question: string;
  plan: string[];
  sources: { url: string; title: string; finding: string }[];
  sql?: { query: string; rows: Record<string, unknown>[] };
  report: string;
}

export const RESEARCH_QUESTIONS: readonly ResearchQuestion[] = [
  {
    question: 'Which of our tents lost most margin this year, and is the exchange rate the reason?',
    plan: [
      'margin per tent and month from the warehouse',
      'NOK/USD course of the year',
      'compare purchase prices in USD',
    ],
    sources: [
      {
        url: 'https://www.norges-bank.no/en/topics/Statistics/exchange_rates/',
        title: 'Exchange rates',
        finding: 'NOK weakened from 10.2 to 11.1 per USD between January and October.',
      },
      {
        url: 'https://intranet.example/purchasing/2026',
        title: 'Purchasing report 2026',
        finding: 'Vidda 3 is bought in USD, all other tents in EUR.',
      },
    ],
    sql: {
      query:
        "SELECT product, sum(revenue - cost) / sum(revenue) AS margin FROM sales WHERE category = 'tents' AND year = 2026 GROUP BY product ORDER BY margin",
      rows: [
        { product: 'Vidda 3', margin: 0.21 },
        { product: 'Vidda 2', margin: 0.34 },
        { product: 'Lavvo 6', margin: 0.38 },
      ],
    },
    report:
      'The Vidda 3 lost 9 points of margin (30 % → 21 %). It is the only tent bought in dollars, and the krone lost 8.8 % against it; that explains about 7 of the 9 points. The rest are the spring discounts. Hedging the January order would have saved about €41,000.',
  },
  {
    question: 'What do the new EU rules on PFAS mean for our shell jackets?',
    plan: ['current text of the restriction', 'transition periods for textiles', 'which of our shells are affected'],
    sources: [
      {
        url: 'https://echa.europa.eu/hot-topics/perfluoroalkyl-chemicals-pfas',
        title: 'PFAS',
        finding: 'Consumer textiles fall under the first wave; transition of 18 months after entry into force.',
      },
      {
        url: 'https://www.example-textile.org/pfas-free-membranes',
        title: 'PFAS-free membranes compared',
        finding: 'Two suppliers deliver PFAS-free laminates with a water column over 20,000 mm.',
      },
      {
        url: 'https://intranet.example/materials/shells',
        title: 'Bill of materials: shells',
        finding: 'Skarv Pro and Havn 3L still use a fluorinated repellent.',
      },
    ],
    report:
      'Two of our seven shells (Skarv Pro, Havn 3L) are affected. Replacing the repellent is possible within one season; the membrane of Skarv Pro needs a new supplier. Recommended: order sample laminates now and mark the remaining stock for the spring sale.',
  },
  {
    question: 'Summarise what customers say about the Fjord Mid GTX boots in the last 90 days.',
    plan: ['reviews of the last 90 days', 'returns with their reasons', 'group the complaints'],
    sources: [
      {
        url: 'https://shop.example/reviews/fjord-mid-gtx',
        title: 'Reviews',
        finding:
          '214 reviews, 4.3 stars. Praise: grip, weight. Complaints: runs small (31), squeaking (12), lace hooks bend (7).',
      },
    ],
    sql: {
      query:
        "SELECT reason, count(*) AS returns FROM returns WHERE sku LIKE 'FMG%' AND created > today() - 90 GROUP BY reason ORDER BY returns DESC",
      rows: [
        { reason: 'too small', returns: 96 },
        { reason: 'changed mind', returns: 22 },
        { reason: 'defect', returns: 11 },
      ],
    },
    report:
      'People like grip and weight (4.3 stars of 214 reviews). The one theme worth acting on is the size: 96 of 129 returns say “too small”. A line “take half a size more” on the product page should avoid roughly half of them, about €3,800 a month.',
  },
  {
    question: 'Find three festivals in Scandinavia where renting out our Lavvo tents could pay off.',
    plan: ['outdoor festivals 2027 over 5,000 visitors', 'camping rules', 'rough calculation for 40 tents'],
    sources: [
      {
        url: 'https://www.visitnorway.example/festivals',
        title: 'Festivals 2027',
        finding: 'Træna, Vinjerock and Slottsfjell have camping; Vinjerock sells out in minutes.',
      },
      {
        url: 'https://vinjerock.example/camping',
        title: 'Camping at Vinjerock',
        finding: 'Commercial rentals need an agreement before 1 February.',
      },
      {
        url: 'https://roskilde.example/partners',
        title: 'Partners',
        finding: 'Pre-pitched tents are exclusive to one partner until 2028.',
      },
    ],
    report:
      'Vinjerock (agreement before 1 February), Træna and Way Out West. With 40 Lavvo 6 at €240 per weekend and 80 % occupancy the three bring about €19,000 after transport and wear. Roskilde is out: an exclusive partner until 2028.',
  },
  {
    question: 'Is our loyalty programme cheaper than the discounts it replaced?',
    plan: ['cost of points redeemed', 'cost of discounts the year before', 'repeat purchases of members and others'],
    sources: [
      {
        url: 'https://intranet.example/finance/club',
        title: 'Club: cost 2026',
        finding: 'Points redeemed: €212,400. Free repairs: €38,900.',
      },
    ],
    sql: {
      query: 'SELECT is_member, avg(orders_per_year) AS orders FROM customers GROUP BY is_member',
      rows: [
        { is_member: true, orders: 2.7 },
        { is_member: false, orders: 1.4 },
      ],
    },
    report:
      'Yes, if the higher order rate holds: €251,300 for points and repairs against €304,000 for last year’s discounts. Members order 2.7 times a year, others 1.4 times – though many frequent buyers simply joined, so at most half of the difference is the programme’s doing.',
  },
  {
    question: 'Compare the carbon footprint of shipping by rail and by sea from Ningbo.',
    plan: ['emission factors', 'distance and transit time', 'per container and per tent'],
    sources: [
      {
        url: 'https://www.example-logistics.org/glec-factors',
        title: 'Emission factors',
        finding: 'Container ship 8 g CO₂e/tkm, rail (mixed) 22 g CO₂e/tkm.',
      },
      {
        url: 'https://www.example-ports.org/ningbo-oslo',
        title: 'Ningbo – Oslo',
        finding: '21,900 km by sea in 41 days, 10,400 km by rail in 19 days.',
      },
    ],
    report:
      'Sea: 175 kg CO₂e per tonne in 41 days. Rail: 229 kg in 19 days. Rail emits 31 % more but halves the capital bound in stock. For the January order the difference is 1.1 tonnes CO₂e; sea remains right for tents, rail is defensible for late restocks.',
  },
];
