/** "purchase-order.mark-ordered" → "purchase order: mark ordered". */
export function words(slug: string): string {
  return slug.replace('.', ': ').replaceAll('-', ' ');
}
