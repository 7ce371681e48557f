#include <curl/curl.h>

/// curl_easy_setopt and curl_easy_getinfo are variadic; Swift can't call them. One wrapper per argument type.
static inline CURLcode roughcut_curl_set_long(CURL *handle, CURLoption option, long value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode roughcut_curl_set_offset(CURL *handle, CURLoption option, curl_off_t value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode roughcut_curl_set_string(CURL *handle, CURLoption option, const char *value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode roughcut_curl_set_pointer(CURL *handle, CURLoption option, void *value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode roughcut_curl_set_list(CURL *handle, CURLoption option, struct curl_slist *value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode roughcut_curl_set_mime(CURL *handle, curl_mime *value) {
  return curl_easy_setopt(handle, CURLOPT_MIMEPOST, value);
}

/// The write and header callbacks share one C type.
static inline CURLcode roughcut_curl_set_sink(
  CURL *handle, CURLoption option, size_t (*callback)(char *, size_t, size_t, void *)) {
  return curl_easy_setopt(handle, option, callback);
}

static inline CURLcode roughcut_curl_set_progress(
  CURL *handle, int (*callback)(void *, curl_off_t, curl_off_t, curl_off_t, curl_off_t)) {
  return curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, callback);
}

static inline CURLcode roughcut_curl_set_socket_opener(
  CURL *handle, curl_socket_t (*callback)(void *, curlsocktype, struct curl_sockaddr *)) {
  return curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, callback);
}

static inline CURLcode roughcut_curl_get_offset(CURL *handle, CURLINFO info, curl_off_t *value) {
  return curl_easy_getinfo(handle, info, value);
}

/// CURL_WRITEFUNC_PAUSE imports as an int; the callback returns a size_t.
static const size_t roughcut_curl_write_pause = CURL_WRITEFUNC_PAUSE;

/// The message's result sits in an anonymous union that Swift names differently from release to release.
static inline CURLcode roughcut_curl_message_result(const CURLMsg *message) {
  return message->data.result;
}
