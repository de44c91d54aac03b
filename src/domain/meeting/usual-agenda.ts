import type { SeriesPlan } from '../../contract/series.js';

/** What an utsättning usually goes through, in Swedish: where a new series' agenda begins. */
export const usualAgenda: SeriesPlan['agendaTemplate'] = [
  { title: 'Upprop och vilka som är i tjänst i kväll', minutes: 5 },
  { title: 'Sekretesspåminnelse och dagordning', minutes: 2 },
  { title: 'Uppföljning av förra utsättningens insatser', minutes: 8 },
  { title: 'Lägesbild laget runt, per aktör', minutes: 15 },
  { title: 'Samlad bedömning: nivå per plats och tema', minutes: 5 },
  { title: 'Kvällens insatser: vem, var, när, kontaktväg', minutes: 8 },
  { title: 'Kommande tre veckor: lov, evenemang, riskkvällar', minutes: 4 },
  { title: 'Medborgarlöften: läge', minutes: 2 },
  { title: 'Nästa möte', minutes: 1 },
];
