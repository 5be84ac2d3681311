/** "purchase-order.mark-ordered" → "Purchase order: mark ordered". */
export function words(slug: string): string {
  const text = slug.replace('.', ': ').replaceAll('-', ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
