import { answerOf, hasAnswer } from './answers'
import { chooseFrom } from './picker'
import { fail, log } from './log'
import { PRIVATE, pressAgree, requirePrivacy } from './privacy'
import { noteTap } from './tap'

export type Props = Record<string, unknown>
export type Emit = (name: string, detail?: unknown, options?: { bubbles?: boolean; composed?: boolean }) => void

/** The behaviour of one built-in component: what it puts into its host element, and how it follows its properties. */
export interface Control {
  make?(host: HTMLElement, emit: Emit, props: () => Props): void
  refresh?(host: HTMLElement, props: Props): void
}

interface Valued extends HTMLElement {
  value?: () => unknown
  submit?: () => void
  reset?: () => void
}

const px = (value: unknown) => Number(value) || 0

function textControl(tag: 'input' | 'textarea'): Control {
  return {
    make(host, emit, props) {
      const inner = document.createElement(tag)
      host.append(inner)
      ;(host as Valued).value = () => inner.value
      const detail = () => ({ value: inner.value, cursor: inner.selectionStart ?? inner.value.length })
      inner.addEventListener('input', () => emit('input', { ...detail(), keyCode: 0 }))
      inner.addEventListener('focus', () => emit('focus', { value: inner.value, height: 0 }))
      inner.addEventListener('blur', () => {
        emit('blur', detail())
        emit('change', detail())
      })
      inner.addEventListener('keydown', (event) => {
        if ((event as KeyboardEvent).key === 'Enter' && (tag === 'input' || props().confirmType)) emit('confirm', detail())
      })
    },
    refresh(host, props) {
      const inner = host.querySelector(tag)!
      const value = props.value === undefined || props.value === null ? '' : String(props.value)
      // Only a changed property overwrites what was typed, as on a phone.
      if (host.dataset.given !== value) {
        host.dataset.given = value
        inner.value = value
      }
      inner.placeholder = String(props.placeholder ?? '')
      inner.disabled = Boolean(props.disabled)
      const most = Number(props.maxlength ?? 140)
      if (most >= 0) inner.maxLength = most
      else inner.removeAttribute('maxlength')
      if (inner instanceof HTMLInputElement) inner.type = props.password ? 'password' : 'text'
      const label = host.getAttribute('aria-label')
      if (label) inner.setAttribute('aria-label', label)
      if (props.focus) inner.focus()
    },
  }
}

/** Open types ask something of WeChat; the test says what comes of it. */
const OPEN_TYPES: Record<string, string> = {
  getPhoneNumber: 'getphonenumber',
  chooseAvatar: 'chooseavatar',
  agreePrivacyAuthorization: 'agreeprivacyauthorization',
  contact: 'contact',
  openSetting: 'opensetting',
}

/** What comes of a button that asks WeChat for something; a phone number that is refused is `refuse('getPhoneNumber', 'user deny')`. */
async function ask(openType: string): Promise<unknown> {
  if (openType === 'agreePrivacyAuthorization') return pressAgree()
  if (PRIVATE.has(openType)) await requirePrivacy(openType)
  if (!hasAnswer(openType) && openType !== 'contact') fail(`button ${openType}: the test gave no answer`)
  return hasAnswer(openType) ? answerOf(openType) : {}
}

const button: Control = {
  make(host, emit, props) {
    host.addEventListener('click', () => {
      const { formType, openType, disabled } = props()
      if (disabled) return
      const form = host.closest<Valued>('wx-form')
      if (formType === 'submit') form?.submit?.()
      if (formType === 'reset') form?.reset?.()
      const type = OPEN_TYPES[String(openType)]
      if (!type) return
      noteTap()
      const name = String(openType)
      log.calls.push({ name: `button:${name}`, options: {} })
      ask(name).then(
        (detail) => emit(type, { errMsg: `${name}:ok`, ...(detail as object) }),
        (error: Error) => emit(type, { errMsg: `${name}:fail ${error.message}` }),
      )
    })
  },
  refresh(host, { disabled }) {
    if (!host.hasAttribute('role')) host.setAttribute('role', 'button')
    if (disabled) host.dataset.off = ''
    else delete host.dataset.off
  },
}

const form: Control = {
  make(host, emit) {
    const self = host as Valued
    self.submit = () => {
      const named = [...host.querySelectorAll<Valued>('[data-field-name]')]
      emit('submit', { value: Object.fromEntries(named.map((field) => [field.dataset.fieldName, field.value?.()])) })
    }
    self.reset = () => emit('reset')
  },
}

function toggle(kind: 'switch' | 'checkbox' | 'radio'): Control {
  return {
    make(host, emit, props) {
      const input = document.createElement('input')
      input.type = kind === 'radio' ? 'radio' : 'checkbox'
      if (kind === 'switch') input.setAttribute('role', 'switch')
      host.append(input)
      const self = host as Valued
      self.value = () => (kind === 'switch' ? input.checked : input.checked ? String(props().value ?? '') : undefined)
      input.addEventListener('change', () => {
        if (kind === 'switch') emit('change', { value: input.checked })
        else host.closest(`wx-${kind}-group`)?.dispatchEvent(new CustomEvent('choose', { detail: input }))
      })
    },
    refresh(host, { checked, disabled }) {
      const input = host.querySelector('input')!
      input.checked = Boolean(checked)
      input.disabled = Boolean(disabled)
    },
  }
}

function group(kind: 'checkbox' | 'radio'): Control {
  return {
    make(host, emit) {
      const members = () => [...host.querySelectorAll<Valued>(`wx-${kind}`)]
      const values = () => members().flatMap((member) => member.value?.() ?? [])
      const self = host as Valued
      self.value = () => (kind === 'radio' ? values()[0] : values())
      host.addEventListener('choose', (event) => {
        const chosen = (event as CustomEvent<HTMLInputElement>).detail
        if (kind === 'radio') for (const member of members()) member.querySelector('input')!.checked = member.contains(chosen)
        emit('change', { value: self.value!() })
      })
    },
  }
}

const scrollView: Control = {
  make(host, emit, props) {
    host.addEventListener('scroll', () => {
      const { scrollTop, scrollLeft, scrollHeight, scrollWidth, clientHeight, clientWidth } = host
      emit('scroll', { scrollTop, scrollLeft, scrollHeight, scrollWidth, deltaX: 0, deltaY: 0 })
      const left = props().scrollY ? scrollHeight - clientHeight - scrollTop : scrollWidth - clientWidth - scrollLeft
      if (left <= px(props().lowerThreshold ?? 50)) emit('scrolltolower', { direction: props().scrollY ? 'bottom' : 'right' })
    })
  },
  refresh(host, { scrollX, scrollY, scrollTop, scrollIntoView }) {
    host.toggleAttribute('data-x', Boolean(scrollX))
    host.toggleAttribute('data-y', Boolean(scrollY))
    if (scrollTop !== undefined && host.dataset.top !== String(scrollTop)) {
      host.dataset.top = String(scrollTop)
      host.scrollTop = px(scrollTop)
    }
    if (scrollIntoView) queueMicrotask(() => host.querySelector(`[id="${String(scrollIntoView)}"]`)?.scrollIntoView())
  },
}

const FITS: Record<string, string> = { aspectFit: 'contain', aspectFill: 'cover', widthFix: 'fill', heightFix: 'fill', scaleToFill: 'fill' }

const image: Control = {
  make(host, emit) {
    const inner = document.createElement('img')
    inner.alt = ''
    host.append(inner)
    inner.addEventListener('load', () => emit('load', { width: inner.naturalWidth, height: inner.naturalHeight }))
    inner.addEventListener('error', () => emit('error', { errMsg: `failed to load image ${inner.src}` }))
  },
  refresh(host, { src, mode }) {
    const inner = host.querySelector('img')!
    if (typeof src === 'string' && src !== '' && inner.getAttribute('src') !== src) inner.src = src
    inner.alt = host.getAttribute('aria-label') ?? ''
    inner.style.objectFit = FITS[String(mode)] ?? 'fill'
  },
}

const picker: Control = {
  make(host, emit, props) {
    let value: unknown
    ;(host as Valued).value = () => value ?? props().value
    host.addEventListener('click', () => {
      if (props().disabled) return
      chooseFrom(props(), (column, index) => emit('columnchange', { column, value: index })).then(
        (chosen) => {
          if (chosen === null) return emit('cancel')
          value = chosen
          return emit('change', { value: chosen })
        },
        (error: unknown) => log.errors.push(String(error)),
      )
    })
  },
}

const pickerView: Control = {
  make(host, emit) {
    host.addEventListener('click', ({ target }) => {
      const columns = [...host.querySelectorAll('wx-picker-view-column')]
      for (const column of columns) {
        const index = [...column.children].findIndex((item) => item.contains(target as Node))
        if (index >= 0) (column as HTMLElement).dataset.index = String(index)
      }
      emit('change', { value: columns.map((column) => Number((column as HTMLElement).dataset.index ?? 0)) })
    })
  },
}

const label: Control = {
  make(host, _, props) {
    host.addEventListener('click', ({ target }) => {
      if ((target as Element).closest('input,textarea,wx-button')) return
      const other = props().for ? host.closest('.host-page')?.querySelector(`[data-own-id="${String(props().for)}"]`) : host
      const first = other?.querySelector<HTMLElement>('input,textarea')
      first?.focus()
      if (first?.matches('[type=checkbox],[type=radio]')) first.click()
    })
  },
}

const named = (control: Control): Control => ({
  ...control,
  refresh(host, props) {
    if (props.name) host.dataset.fieldName = String(props.name)
    control.refresh?.(host, props)
  },
})

const richText: Control = {
  refresh(host, { nodes }) {
    if (typeof nodes === 'string') host.innerHTML = nodes
  },
}

export const controls: Record<string, Control> = {
  input: named(textControl('input')),
  textarea: named(textControl('textarea')),
  button,
  form,
  switch: named(toggle('switch')),
  checkbox: toggle('checkbox'),
  radio: toggle('radio'),
  'checkbox-group': named(group('checkbox')),
  'radio-group': named(group('radio')),
  'scroll-view': scrollView,
  image,
  picker: named(picker),
  'picker-view': pickerView,
  label,
  'rich-text': richText,
}
