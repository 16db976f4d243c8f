import { readFileSync } from 'node:fs'
import path from 'node:path'

/** What every page of the mini-program is drawn with; `npm test` builds it first. */
const template = readFileSync(path.resolve(__dirname, '../../dist/weapp/base.wxml'), 'utf8')
const states = ['role', 'label', 'hidden', 'checked', 'selected', 'expanded', 'disabled', 'live']

/** What has nothing but a class, a style and a tap is drawn by a shorter template, which Taro chooses for nothing else. */
const isBare = (tag: string) => /^<view style="[^"]*" class="[^"]*"( bindtap="eh")?\s+id="[^"]*" data-sid="[^"]*">$/.test(tag)

/** The opening tags of one element in the built templates. */
const tagsOf = (element: string) =>
  [...template.matchAll(new RegExp(`<${element} [^>]*>`, 'g'))].map(([tag]) => tag).filter((tag) => !isBare(tag))

describe('the built templates', () => {
  it.each(['view', 'text', 'image', 'button', 'input', 'textarea'])('hand on every aria state of a %s', (element) => {
    const tags = tagsOf(element)
    expect(tags.length).toBeGreaterThan(0)
    for (const state of states) expect(tags.every((tag) => tag.includes(`aria-${state}="{{`))).toBe(true)
  })
})
