// The process that plays the crowd, so that its work is not counted as the servers'.
import { Crowd } from './crowd.js';
import type { Answers, RequestName, Requests } from './messages.js';

let crowd = new Crowd([]);

const handlers: { [Name in RequestName]: (request: Requests[Name]) => Promise<Answers[Name]> } = {
  gather: async ({ origins, meetings }) => {
    crowd = new Crowd(meetings);
    await crowd.gather(origins);
    return null;
  },
  remember: async () => {
    crowd.remember();
    return Promise.resolve(null);
  },
  part: async (request) => {
    await crowd.part(request);
    return null;
  },
  return: ({ origins }) => crowd.return(origins),
  work: (pace) => crowd.work(pace),
};

process.on('message', (message: { name: RequestName; request: never }) => {
  handlers[message.name](message.request).then(
    (value: Answers[RequestName]) => process.send?.({ value }),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});
// Whoever started this process has gone, and so has its reason.
process.on('disconnect', () => process.exit(0));
