// What was asked for is recorded by the name of the door: a route, or a command of the board.

export interface AskedArea {
  readonly way: 'read' | 'change';
  readonly area: string;
}

export function askedArea(what: string): AskedArea {
  const [method = '', path] = what.split(' ');
  // Joining and the commands come by the socket of a board.
  if (path === undefined) return { way: method === 'join' ? 'read' : 'change', area: 'board' };
  const named = path.split('/').filter((part) => part !== '' && !part.startsWith(':'));
  const [first = '', second = first, third = second] = named.slice('api/v1'.split('/').length);
  const area = first !== 'partnerships' ? first : second === 'meetings' ? third : second;
  return {
    way: method === 'GET' ? 'read' : 'change',
    area: area === 'commands' ? 'board' : area,
  };
}
