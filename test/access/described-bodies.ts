// What the description of the interface says of the bodies that routes take, field by field.
import type { OpenAPIObject } from '@nestjs/swagger';
import type { Schema } from './mutations.js';

/** A field somewhere in a body, and what it may hold. */
export interface Field {
  /** `signatories.[].signedBy` */
  readonly path: string;
  readonly name: string;
  readonly schema: Schema;
}

export class DescribedBodies {
  private readonly schemas: Readonly<Record<string, Schema>>;

  constructor(private readonly document: OpenAPIObject) {
    this.schemas = (document.components?.schemas ?? {}) as Record<string, Schema>;
  }

  /** The fields of the body that a route takes, as the router says it; none when it takes none. */
  of(route: string): Field[] {
    const [method = '', template = ''] = route.split(' ');
    const item = this.document.paths[template.replaceAll(/:(\w+)/g, '{$1}')];
    const operation = item?.[method.toLowerCase() as 'post' | 'put' | 'patch' | 'delete'];
    const described = operation?.requestBody;
    if (!described || !('content' in described)) return [];
    const schema = described.content['application/json']?.schema as Schema | undefined;
    return schema ? this.within(schema, []) : [];
  }

  private within(schema: Schema, path: readonly string[]): Field[] {
    const named = schema.$ref && this.schemas[schema.$ref.split('/').at(-1) ?? ''];
    if (named) return this.within(named, path);
    const several = [schema.oneOf, schema.anyOf, schema.allOf].flatMap((some) => some ?? []);
    if (several.length > 0) return several.flatMap((one) => this.within(one, path));
    if (schema.items) return this.within(schema.items, [...path, '[]']);
    const inside = Object.entries(schema.properties ?? {});
    if (inside.length > 0)
      return inside.flatMap(([name, one]) => this.within(one, [...path, name]));
    return [{ path: path.join('.'), name: path.findLast((one) => one !== '[]') ?? '', schema }];
  }
}
