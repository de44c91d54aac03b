// Every address of the running product that is read, so that one who looks at everything comes by a new
// one as well. They are filled in as the access matrix does, which has a line for each.
import { DataSource } from 'typeorm';
import { requestOf } from '../access/request-of.js';
import { routePolicies, type RoutePolicy } from '../access/route-policy.js';
import { runningRoutes } from '../access/running-product.js';
import type { TestApp } from '../support/app.js';
import type { World } from '../support/meeting-world.js';

/** What the build says of itself, and a door that counts how often one knocks and shows nothing but a page. */
const SAYS_NOTHING = [
  /^GET \/api\/(docs|openapi)/,
  /^GET \/api\/v1\/sign-in\/providers\/:providerId\/return$/,
];

interface DoorToRead {
  readonly path: string;
  readonly opens: RoutePolicy['opens'];
}

export type DoorsToRead = (world: World, cookie: string) => Promise<DoorToRead[]>;

export function doorsToRead(server: TestApp): DoorsToRead {
  const dataSource = server.app.get(DataSource);
  const routes = runningRoutes(server).filter(
    (route) => route.startsWith('GET ') && !SAYS_NOTHING.some((one) => one.test(route)),
  );
  return (world, cookie) =>
    Promise.all(
      routes.map(async (route) => {
        const policy = routePolicies[route];
        if (!policy) throw new Error(`The access matrix has no line for ${route}.`);
        const { path } = await requestOf(route, policy, { world, dataSource, cookie });
        return { path, opens: policy.opens };
      }),
    );
}
