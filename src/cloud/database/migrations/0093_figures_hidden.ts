/** What was hidden by itself could be worked out from the figures of another period; the timer computes them all anew. */
export const figuresHidden = `
delete from figures;
comment on column figures.shown is 'What everybody may read: what is small, and what would give it away, is hidden already';
`
