import { toJsonSchema } from '@valibot/to-json-schema'
import type { GenericSchema } from 'valibot'
import { operations } from '.'
import { httpStatus, type Operation } from './operation'

const schema = (of: GenericSchema, typeMode: 'input' | 'output') => {
  // Checks and transforms have no JSON Schema; what they refuse comes back as BAD_INPUT with the field's rule.
  const { $schema: _, ...rest } = toJsonSchema(of, { typeMode, errorMode: 'ignore' })
  return rest
}

const errorBody = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['code'],
      properties: {
        code: { enum: Object.keys(httpStatus) },
        fields: { type: 'array', items: { type: 'object', properties: { path: { type: 'string' }, rule: { type: 'string' } } } },
        retryAfterS: { type: 'integer' },
      },
    },
  },
}

const congress = {
  name: 'Congress',
  in: 'header',
  required: false,
  schema: { type: 'string' },
  description:
    "The congress's code. Without it: the one of the token, else the first of the deployment. NOT_FOUND where there is none of this code.",
}

/** OpenAPI 3.1 of every operation, made from the contract. */
export function openapi() {
  const paths = Object.fromEntries(
    (Object.entries(operations) as [string, Operation][]).map(([name, { summary, by, input, output, errors, isChange }]) => [
      `/rpc/${name}`,
      {
        post: {
          operationId: name,
          summary,
          tags: [name.split('.')[0]],
          'x-by': by,
          'x-change': isChange,
          parameters: [congress],
          security: by === 'anyone' ? [{}, { token: [] }] : [{ token: [] }],
          requestBody: { required: true, content: { 'application/json': { schema: schema(input, 'input') } } },
          responses: {
            200: { description: 'OK', content: { 'application/json': { schema: schema(output, 'output') } } },
            ...Object.fromEntries(
              errors.map((code) => [httpStatus[code], { description: code, content: { 'application/json': { schema: errorBody } } }]),
            ),
          },
        },
      },
    ]),
  )
  return {
    openapi: '3.1.0',
    info: { title: 'Lianxinqiao', version: '1', description: 'Coordinates are GCJ-02, instants UTC, dates and minutes Asia/Shanghai.' },
    paths,
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
  }
}
