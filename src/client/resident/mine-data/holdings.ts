import type { Output } from '../../../contract'

export type Holdings = Output<'person.holdings'>
export type HeldContact = Holdings['contacts'][number]
