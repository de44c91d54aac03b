// What can be wrong with a body, made from the description of the interface and from one that is in
// order: at every object in it, fields that nobody listed; and in place of each listed field, values of
// every type that its schema does not name.
type Json = unknown;
type JsonObject = Record<string, Json>;
type Properties = Readonly<Record<string, Schema>>;

export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly nullable?: boolean;
  readonly maxLength?: number;
  readonly enum?: readonly Json[];
  readonly properties?: Properties;
  /** Of a list by name, whose names are not known beforehand: what stands at each. */
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}

/** Several things that can be wrong in one object of a body. */
export interface Mutation {
  /** The body with those of the fields wrong. */
  readonly bodyWith: (fields: readonly string[]) => Json;
  /** Where that object is: `command.timeWindow`, or nothing for the body itself. */
  readonly at: string;
  readonly fields: readonly string[];
  readonly what: 'unlisted' | 'mistyped';
}

/** Refused before anything else is looked at, so each portion holds none of them or only them. */
const OF_THE_LANGUAGE = ['__proto__', 'constructor', 'prototype', 'toString', 'valueOf'];
/** One object may have fifty fields and no more, so the unlisted come in portions. */
const PORTION = 32;

const samples: readonly { readonly type: string; readonly value: Json }[] = [
  { type: 'null', value: null },
  { type: 'boolean', value: true },
  { type: 'number', value: 1 },
  { type: 'string', value: 'true' },
  { type: 'string', value: '1' },
  { type: 'array', value: [] },
  { type: 'array', value: ['1'] },
  { type: 'object', value: { $ne: null, length: 1 } },
];

export class Mutations {
  constructor(
    /** What a description refers to by name. */
    private readonly schemas: Properties,
    private readonly unlisted: readonly string[],
  ) {}

  /** Every mutation of a body that `schema` describes and `body` is in order by. */
  of(schema: Schema, body: Json): Mutation[] {
    return this.within(schema, body, '', (same) => same);
  }

  private within(
    schema: Schema,
    value: Json,
    at: string,
    whole: (value: Json) => Json,
  ): Mutation[] {
    const [found] = this.alternatives(schema).filter((one) => this.fits(one, value));
    if (Array.isArray(value))
      return value.flatMap((item: Json, index) =>
        this.within(found?.items ?? {}, item, below(at, String(index)), (one) =>
          whole(value.with(index, one)),
        ),
      );
    if (!isObject(value) || !found) return [];
    const properties = propertiesOf(found, value);
    if (!properties) return [];
    return [
      ...this.unlistedIn(properties, value, at, whole),
      ...this.mistypedIn(properties, value, at, whole),
      ...Object.entries(properties).flatMap(([name, one]) =>
        this.within(one, value[name], below(at, name), (inner) =>
          whole({ ...value, [name]: inner }),
        ),
      ),
    ];
  }

  private unlistedIn(
    properties: Properties,
    value: JsonObject,
    at: string,
    whole: (value: Json) => Json,
  ): Mutation[] {
    const names = this.unlisted.filter((name) => !Object.hasOwn(properties, name));
    return [OF_THE_LANGUAGE, ...portions(names)].map((fields) => ({
      at,
      fields,
      what: 'unlisted',
      bodyWith: (wrong) => whole(changed(value, wrong, 'sneaked-in')),
    }));
  }

  private mistypedIn(
    properties: Properties,
    value: JsonObject,
    at: string,
    whole: (value: Json) => Json,
  ): Mutation[] {
    return samples.flatMap((sample) => {
      const fields = Object.keys(properties).filter(
        (name) => !this.typesOf(properties[name]!).has(sample.type),
      );
      // By what tells the alternatives apart, it is known what the other fields should be.
      const [telling, rest] = apart(fields, (name) => properties[name]?.enum?.length === 1);
      return [telling, rest]
        .filter((some) => some.length > 0)
        .map((some) => ({
          at,
          fields: some,
          what: 'mistyped' as const,
          bodyWith: (wrong) => whole(changed(value, wrong, sample.value)),
        }));
    });
  }

  private alternatives(schema: Schema): Schema[] {
    const named = schema.$ref && this.schemas[schema.$ref.split('/').at(-1) ?? ''];
    if (named) return this.alternatives(named);
    const several = schema.oneOf ?? schema.anyOf;
    if (several) return several.flatMap((one) => this.alternatives(one));
    if (schema.allOf) return schema.allOf.flatMap((one) => this.alternatives(one));
    return [schema];
  }

  /** Whether a value is of this alternative, by its type and by the fields that tell them apart. */
  private fits(schema: Schema, value: Json): boolean {
    if (Array.isArray(value)) return schema.type === 'array';
    if (!isObject(value)) return schema.type !== 'array' && schema.type !== 'object';
    return (
      schema.type === 'object' &&
      Object.entries(schema.properties ?? {}).every(
        ([name, one]) => one.enum?.length !== 1 || one.enum[0] === value[name],
      )
    );
  }

  private typesOf(schema: Schema): Set<string> {
    const types = this.alternatives(schema).map(({ type = 'anything' }) =>
      type === 'integer' ? 'number' : type,
    );
    if (types.includes('anything')) return new Set(samples.map(({ type }) => type));
    return new Set(this.isNullable(schema) ? [...types, 'null'] : types);
  }

  private isNullable(schema: Schema): boolean {
    const named = schema.$ref && this.schemas[schema.$ref.split('/').at(-1) ?? ''];
    if (named) return this.isNullable(named);
    return (
      schema.nullable === true ||
      [...(schema.oneOf ?? []), ...(schema.anyOf ?? [])].some((one) => this.isNullable(one))
    );
  }
}

/** The fields that are described of a value; in a list by name, those that it has. */
function propertiesOf(
  { properties, additionalProperties }: Schema,
  value: JsonObject,
): Properties | undefined {
  if (properties || typeof additionalProperties !== 'object') return properties;
  return Object.fromEntries(Object.keys(value).map((name) => [name, additionalProperties]));
}

function changed(before: JsonObject, fields: readonly string[], value: Json): JsonObject {
  const after = { ...before };
  for (const name of fields)
    // Also a prototype is then a field like any other, as it is in what a parser reads.
    Object.defineProperty(after, name, { value, enumerable: true });
  return after;
}

function apart(names: string[], isOfFirst: (name: string) => boolean): [string[], string[]] {
  return [names.filter(isOfFirst), names.filter((name) => !isOfFirst(name))];
}

function portions(names: readonly string[]): string[][] {
  const count = Math.ceil(names.length / PORTION);
  return Array.from({ length: count }, (_, index) =>
    names.slice(index * PORTION, (index + 1) * PORTION),
  );
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function below(at: string, name: string): string {
  return at === '' ? name : `${at}.${name}`;
}
