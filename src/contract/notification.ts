import * as v from 'valibot'
import { notificationKinds, templates } from '../domain/notification'
import { cursor, id, instant, pageSize, requestId } from './field'
import { change, query } from './operation'

/** 通知 */
export const myNotifications = query({
  summary: 'What the caller was told, the newest first',
  by: 'person',
  input: v.strictObject({ cursor, limit: pageSize }),
  output: v.object({
    items: v.array(
      v.object({
        id,
        kind: v.picklist(notificationKinds),
        /** The case that it is about. */
        concern: v.nullable(v.object({ id, number: v.string() })),
        /** The visit or the reception that it is about. */
        visitId: v.nullable(id),
        receptionId: v.nullable(id),
        /** The notice or activity. */
        noticeId: v.nullable(id),
        at: instant,
        isRead: v.boolean(),
      }),
    ),
    next: v.nullable(v.string()),
    unread: v.number(),
  }),
  errors: [],
})

export const readNotifications = change({
  summary: 'Marks what the caller was told as read: one, or all up to now',
  by: 'person',
  input: v.strictObject({ requestId, id: v.nullable(id) }),
  output: v.object({}),
  errors: ['NOT_FOUND'],
})

/** 订阅消息: read before the tap, since WeChat wants to be asked within it. */
export const listTemplates = query({
  summary: "WeChat's templates of this deployment, and whether the caller may still be asked for each",
  by: 'person',
  input: v.strictObject({}),
  output: v.object({
    items: v.array(
      v.object({
        template: v.picklist(templates),
        /** WeChat's id. */
        id: v.string(),
        /** False once refused: then never again, unless the person agrees on their own on 我的. */
        mayAsk: v.boolean(),
        /** Messages still agreed to. */
        remaining: v.number(),
      }),
    ),
  }),
  errors: [],
})

export const consentToTemplates = change({
  summary: 'What the person answered when WeChat asked; one consent is one message',
  by: 'person',
  input: v.strictObject({
    requestId,
    answers: v.pipe(
      v.array(v.strictObject({ template: v.picklist(templates, 'choice'), isAccepted: v.boolean('choice') }), 'list'),
      v.minLength(1, 'required'),
      v.maxLength(templates.length, 'too_many'),
    ),
  }),
  output: v.object({}),
  errors: [],
})
