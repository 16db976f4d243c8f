export const TEMPLATE = 'lianxinqiao_template'

/** A database of the run's server. */
export function urlOf(database: string): string {
  const url = new URL(process.env.TEST_DATABASE_URL!)
  url.pathname = `/${database}`
  return url.href
}
