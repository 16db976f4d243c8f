// Style sheets are nothing to a test of behaviour.
export const styles = {}
